using System.Security.Cryptography.X509Certificates;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Functions.Tests.Server;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Network;

/// <summary>
/// A whole move of an MX and a whole removal, with the app, a web server, TLS and DNS as they are; only the clock of tool and store jumps.
/// </summary>
[Collection(TestNetworkGroup.Name)]
public sealed class NetworkMoveTests(TestNetwork network) : TestsWithFolder
{
    private static readonly DomainName Domain = NetworkDomains.ServedByApp(9);

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    private string Database => InFolder("policies.db");

    private RowPolicyStore Store => new(new SqliteRowStore(Database, time), time);

    [Fact]
    public async Task An_mx_moves_without_leaving_enforce()
    {
        await using var app = await StartAsync();
        try
        {
            await RunAsync($"set {Domain} --mx mx.mail.test --mode testing --max-age 14d --yes", 0);
            await Store.SaveAsync(await EnforceAsync(), Token);
            await PublishAsync();
            time.Advance(TimeSpan.FromDays(1));
            var command = $"move-mx {Domain} --to *.new.mail.test --yes";

            Assert.Equal("publish", await StepAsync(command, 0));
            await PublishAsync();
            Assert.Equal("waitForSenders", await StepAsync(command, 2));
            time.Advance(TimeSpan.FromDays(14) + TimeSpan.FromSeconds(2));
            Assert.Equal("changeMx", await StepAsync(command, 2));
            network.ScriptedDns.Answer(Domain.Ascii, ScriptedRecord.MailExchange("in.new.mail.test"));
            Assert.Equal("waitForResolvers", await StepAsync(command, 2));
            time.Advance(TimeSpan.FromDays(1));
            Assert.Equal("publish", await StepAsync(command, 0));
            await PublishAsync();
            Assert.Equal("done", await StepAsync(command, 0));

            var states = (await Store.ReadTimelineAsync(Domain, Token)).States;
            Assert.Equal(
                ["*.new.mail.test", "mx.mail.test *.new.mail.test", "mx.mail.test"],
                states.Take(3).Select(state => string.Join(' ', state.Policy!.Mx)));
            Assert.All(states.Take(3), state => Assert.Equal(PolicyMode.Enforce, state.Policy!.Mode));
        }
        finally
        {
            network.ScriptedDns.Answer(Domain.Ascii, ScriptedRecord.MailExchange("mx.mail.test"));
        }
    }

    [Fact]
    public async Task A_domain_is_removed_when_none_was_seen_for_long_enough()
    {
        var command = $"remove {Domain} --yes";
        await using (await StartAsync())
        {
            await RunAsync($"set {Domain} --mx mx.mail.test --mode testing --max-age 14d --yes", 0);
            await Store.SaveAsync(await EnforceAsync(), Token);
            await PublishAsync();

            await RunAsync(command, 0);
            time.Advance(TimeSpan.FromDays(30));
            await WaitUntilServedAsync();
            var unpublished = await RunAsync(command, 2);
            Assert.StartsWith($"The record _mta-sts.{Domain} has the id ", unpublished.Errors, Ordinal);
            Assert.Contains(", in 14 days and 1 hour (RFC 8461 §8.3).", unpublished.Errors, Ordinal);

            await PublishAsync();
            time.Advance(TimeSpan.FromDays(13));
            Assert.StartsWith("Senders may hold earlier policies of ", (await RunAsync(command, 2)).Errors, Ordinal);
            time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Contains(
            " answers with status 502. Nothing was changed. Run remove again when that is right",
            (await RunAsync(command, 2)).Errors,
            Ordinal);
        await using var again = await StartAppAsync();
        await RunAsync(command, 0);
        Assert.Null(await Store.ReadAsync(Domain, Token));
    }

    private async Task<AppProcess> StartAsync()
    {
        await Store.CreateAsync(Token);
        return await StartAppAsync();
    }

    private Task<AppProcess> StartAppAsync() => AppProcess.StartWithAsync(
        ["--urls", network.AppUrl], ("MtaSts__PolicyDatabase", Database), ("MtaSts__RefreshAfter", "00:00:01"));

    private async Task<PolicyChange> EnforceAsync()
    {
        var current = (await Store.ReadAsync(Domain, Token))!;
        return new PolicyEdit { Mode = "enforce" }.Apply(current, template: null).ToChange(Domain, current, "ann", "");
    }

    /// <summary>Publishes what is served, and does with the record what the tool says.</summary>
    private async Task PublishAsync()
    {
        // The age of an answer is in whole seconds of a clock that does not jump.
        time.Advance(TimeSpan.FromSeconds(5));
        await WaitUntilServedAsync();
        var id = (await Store.ReadAsync(Domain, Token))!.Id!;
        Assert.Contains($"v=STSv1; id={id};", (await RunAsync($"publish {Domain}", 0)).Output, Ordinal);
        network.ScriptedDns.Answer($"_mta-sts.{Domain}", ScriptedRecord.Text($"v=STSv1; id={id};"));
    }

    private Task WaitUntilServedAsync() => WaitUntilAsync(async () =>
    {
        var seen = await CreateObserver().ObserveAsync(Domain, DomainAspects.Policy, Token);
        return (await Store.ReadAsync(Domain, Token))!.Policy!.Equals(seen.Served);
    });

    private DomainObserver CreateObserver() => new(
        new DnsLookup(network.Resolver),
        new PolicyProbe([X509CertificateLoader.LoadCertificateFromFile(network.TrustFile)]).WithoutTls12Test(),
        allowsPrivate: true);

    private async Task<string?> StepAsync(string command, int exitCode) =>
        (await RunAsync($"{command} --output json", exitCode)).Json[0].Text("step");

    private async Task<ToolResult> RunAsync(string command, int exitCode)
    {
        string[] looks = command.StartsWith("set", Ordinal)
            ? []
            : ["--resolver", $"{network.Resolver}", "--allow-private", "--refresh-after", "1s"];
        var result = await Tool.RunAsync(
            [.. command.Split(' '), .. looks, "--database", Database],
            network.TrustingEnvironment,
            services: new ToolServices { Time = time, OpenDatabase = _ => Store });
        Assert.True(result.ExitCode == exitCode, $"{command}: {result}");
        return result;
    }
}
