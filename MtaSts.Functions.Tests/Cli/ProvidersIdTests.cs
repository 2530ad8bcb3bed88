namespace MtaSts.Functions.Tests.Cli;

/// <summary>Whose id a domain has that follows its provider's policy, as real look-ups and fetches see it.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class ProvidersIdTests : TestsWithFolder
{
    private static readonly DomainName One = RolloutBench.Domain(1);
    private static readonly DomainName Provider = RolloutBench.Domain(3);
    private static readonly string Alias = $"_mta-sts.{Provider}";
    private static readonly PolicyContent.Upstream Upstream = new(new Uri($"https://mta-sts.{Provider}/.well-known/mta-sts.txt"));
    private static readonly Policy Testing = RolloutBench.Policy(PolicyMode.Testing);
    private static readonly Policy Enforce = RolloutBench.Policy(PolicyMode.Enforce);

    private readonly TestNetwork network;
    private readonly RolloutBench bench;

    public ProvidersIdTests(TestNetwork network)
    {
        this.network = network;
        bench = new RolloutBench(network, Folder);
        bench.Publish(One, null);
        bench.Publish(Provider, "20260101");
    }

    public override ValueTask DisposeAsync()
    {
        bench.Publish(One, null);
        bench.Publish(Provider, null);
        bench.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task With_a_cname_to_the_providers_record_the_id_is_the_providers()
    {
        await FollowAsync(Testing);
        network.ScriptedDns.Answer($"_mta-sts.{One}", ScriptedRecord.Alias(Alias));

        Assert.Equal(
            new ToolResult(0, "", "Domains: 1; in step: 1, to change: 0, held back: 0.\n"), await bench.RunAsync("publish", $"{One}"));
        Assert.Contains(
            $"Nothing to do here: policy and id come from mta-sts.{Provider}.",
            Join((await bench.RunAsync("status", $"{One}")).Output), Ordinal);
        Assert.DoesNotContain("MTASTS70", await CheckAsync(), Ordinal);
    }

    [Fact]
    public async Task Without_it_the_id_is_that_of_the_copy_and_is_published_once_that_is_served_everywhere()
    {
        await bench.SaveAsync(One, Upstream, Testing);
        bench.Host.Serve(One, Testing);
        bench.Publish(One, "20260101");
        Assert.Equal(2, (await bench.RunAsync("publish", $"{One}", "--format", "bind")).ExitCode);

        bench.Time.Advance(TimeSpan.FromMinutes(10));
        var id = (await bench.Store.ReadAsync(One, Token))!.Id!;
        Assert.Contains("MTASTS702", await CheckAsync(), Ordinal);
        var published = await bench.RunAsync("publish", $"{One}", "--format", "bind");
        Assert.Equal((0, $"; {One}\n$ORIGIN {One}.\n_mta-sts 300 IN TXT \"v=STSv1; id={id};\"\n"), (published.ExitCode, published.Output));

        bench.Publish(One, id);
        Assert.DoesNotContain("MTASTS70", await CheckAsync(), Ordinal);
        Assert.Contains(
            $"Nothing to do here: the policy comes from mta-sts.{Provider}.",
            Join((await bench.RunAsync("status", $"{One}")).Output), Ordinal);
    }

    [Fact]
    public async Task Where_the_providers_record_is_gone_the_cname_gives_way_to_a_record_of_ones_own()
    {
        await FollowAsync(Testing);
        network.ScriptedDns.Answer($"_mta-sts.{One}", ScriptedRecord.Alias(Alias));
        bench.Publish(Provider, null);

        var published = await bench.RunAsync("publish", $"{One}", "--format", "bind");

        Assert.Contains($"_mta-sts 300 IN TXT \"v=STSv1; id={(await bench.Store.ReadAsync(One, Token))!.Id}", published.Output, Ordinal);
        Assert.EndsWith($"_mta-sts.{One} is a CNAME for {Alias}, which has no valid id: delete it first.\n", published.Errors, Ordinal);
    }

    [Fact]
    public async Task What_is_served_is_compared_with_the_copy_and_a_refused_policy_is_told()
    {
        await FollowAsync(Enforce);
        network.ScriptedDns.Answer($"_mta-sts.{One}", ScriptedRecord.Alias(Alias));
        await bench.Copies.NoteFaultAsync(
            Upstream.Url, bench.Time.GetUtcNow(), "What the provider publishes is weaker: its mode is testing and was enforce.", Token);
        bench.Host.Serve(One, Testing);

        Assert.Contains($"but the copy of the policy at mta-sts.{Provider} has", Join(await CheckAsync()), Ordinal);
        var status = Join((await bench.RunAsync("status", $"{One}")).Output);
        Assert.Contains(
            $"What mta-sts.{Provider} publishes was not taken at 2026-11-23 10:45:00Z; its policy of 2026-11-22 10:45:00Z is served on. "
            + "What the provider publishes is weaker: its mode is testing and was enforce.", status, Ordinal);
        Assert.StartsWith(
            "What the provider publishes is weaker",
            (await bench.RunAsync("status", $"{One}", "--output", "json")).Json[0].Text("upstreamFault"), Ordinal);
    }

    private static string Join(string text) => Regex.Replace(text, @"\s+", " ");

    /// <summary>Has the domain follow the provider for a day, and the host serve the copy.</summary>
    private async Task FollowAsync(Policy policy)
    {
        await bench.SaveAsync(One, Upstream, policy);
        bench.Host.Serve(One, policy);
        bench.Time.Advance(TimeSpan.FromDays(1));
    }

    private async Task<string> CheckAsync() => (await bench.RunAsync("check", $"{One}")).Output;
}
