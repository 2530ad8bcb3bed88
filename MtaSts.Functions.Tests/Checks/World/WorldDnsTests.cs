using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace MtaSts.Functions.Tests.Checks.World;

/// <summary>The resolver says what the names of the domains say.</summary>
[Collection(CheckWorldGroup.Name)]
public sealed class WorldDnsTests(CheckWorld world)
{
    private const string GoodRecord = "v=STSv1; id=20260101000000Z;";

    private readonly WorldSender sender = new(world);

    [Fact]
    public async Task A_good_domain_has_every_record()
    {
        var record = Assert.Single((await AskAsync("_mta-sts", world.Domains.Good, QueryType.TXT)).Answers);

        Assert.Equal([GoodRecord], Assert.IsType<TxtRecord>(record).Text);
        Assert.Equal(300, record.TimeToLive);
        Assert.StartsWith("v=TLSRPTv1; rua=", Assert.Single(await TextsAsync("_smtp._tls", world.Domains.Good)), StringComparison.Ordinal);
        Assert.Equal(["mx.mail.test."], await MxAsync(world.Domains.Good));
        Assert.Empty((await AskAsync("mta-sts", world.Domains.Good, QueryType.CAA)).Answers);
    }

    [Fact]
    public async Task Records_are_split_doubled_accompanied_missing_or_bad()
    {
        var split = Assert.Single((await AskAsync("_mta-sts", world.Domains.SplitRecord, QueryType.TXT)).Answers.TxtRecords());
        Assert.Equal(["v=STSv1; id=2026", "0101000000Z;"], split.Text);

        Assert.Equal(["v=STSv1; id=20250101000000Z;", GoodRecord], await TextsAsync("_mta-sts", world.Domains.TwoRecords));
        Assert.Equal([GoodRecord, "v=spf1 -all"], await TextsAsync("_mta-sts", world.Domains.StrangerBeside));
        Assert.Equal(["v=STSv1; id=2026-01-01;"], await TextsAsync("_mta-sts", world.Domains.BadRecord));
        Assert.Empty(await TextsAsync("_mta-sts", world.Domains.NoRecord));
        Assert.Single(await TextsAsync("_smtp._tls", world.Domains.NoRecord));
        Assert.Empty(await TextsAsync("_smtp._tls", world.Domains.NoReports));
        Assert.Single(await TextsAsync("_mta-sts", world.Domains.NoReports));
    }

    [Fact]
    public async Task A_missing_domain_does_not_exist()
    {
        foreach (var name in (string[])["", "_mta-sts.", "mta-sts."])
        {
            var answer = await sender.AskAsync($"{name}{world.Domains.Missing}", QueryType.TXT);
            Assert.Equal(DnsHeaderResponseCode.NotExistentDomain, answer.Header.ResponseCode);
        }
    }

    [Fact]
    public async Task A_host_is_an_alias_of_another_one_or_of_none()
    {
        var alias = await AskAsync("mta-sts", world.Domains.HostAlias, QueryType.A);
        Assert.Equal("app.hosting.test.", Assert.Single(alias.Answers.CnameRecords()).CanonicalName.Value);
        Assert.Equal(await sender.FindAddressAsync($"mta-sts.{world.Domains.Good}"), Assert.Single(alias.Answers.ARecords()).Address);

        var dangling = await AskAsync("mta-sts", world.Domains.HostDangling, QueryType.A);
        Assert.Equal($"gone.{world.Domains.HostDangling}.", Assert.Single(dangling.Answers.CnameRecords()).CanonicalName.Value);
        Assert.Equal(DnsHeaderResponseCode.NotExistentDomain, dangling.Header.ResponseCode);

        Assert.Empty((await AskAsync("mta-sts", world.Domains.HostMissing, QueryType.A)).Answers);
        Assert.Equal([GoodRecord], await TextsAsync("_mta-sts", world.Domains.HostMissing));
    }

    [Fact]
    public async Task Issuers_stand_at_the_domain_or_at_the_host()
    {
        Assert.Equal(["issue digicert.com"], await IssuersAsync(world.Domains.CaaAllows.Ascii));
        Assert.Equal(["issue ca.example"], await IssuersAsync(world.Domains.CaaForbids.Ascii));
        Assert.Equal(["issue ca.example"], await IssuersAsync(world.Domains.CaaNearest.Ascii));
        Assert.Equal(["issue digicert.com"], await IssuersAsync($"mta-sts.{world.Domains.CaaNearest}"));
        Assert.Empty(await IssuersAsync($"mta-sts.{world.Domains.CaaForbids}"));
    }

    [Fact]
    public async Task Mail_goes_to_two_hosts_to_a_stray_one_to_the_domain_itself_or_nowhere()
    {
        Assert.Equal(["mx.mail.test.", "mx.stray.test."], await MxAsync(world.Domains.TwoMx));
        Assert.Equal(["mx.stray.test."], await MxAsync(world.Domains.StrayMx));
        Assert.Equal(["mx.stray.test."], await MxAsync(world.Domains.StrayMxInTesting));

        var nullMx = Assert.Single((await sender.AskAsync(world.Domains.NullMx.Ascii, QueryType.MX)).Answers.MxRecords());
        Assert.Equal((0, "."), (nullMx.Preference, nullMx.Exchange.Value));

        Assert.Empty(await MxAsync(world.Domains.ImplicitMx));
        Assert.Equal(world.MailHosts.AddressOf(world.MailHosts.Good), await sender.FindAddressAsync(world.Domains.ImplicitMx.Ascii));
        Assert.Empty(await MxAsync(world.Domains.NoMx));
        Assert.Empty((await sender.AskAsync(world.Domains.NoMx.Ascii, QueryType.A)).Answers);
    }

    [Fact]
    public async Task One_domain_fails_and_one_is_not_answered_for()
    {
        foreach (var name in (string[])["", "_mta-sts.", "mta-sts."])
        {
            var failure = await sender.AskAsync($"{name}{world.Domains.ServerFailure}", QueryType.TXT);
            Assert.Equal(DnsHeaderResponseCode.ServerFailure, failure.Header.ResponseCode);
            var silence = await Assert.ThrowsAsync<DnsResponseException>(() => sender.AskAsync($"{name}{world.Domains.NoDnsAnswer}", QueryType.TXT));
            Assert.Equal(DnsResponseCode.ConnectionTimeout, silence.Code);
        }
    }

    [Fact]
    public async Task Aliases_lead_over_three_names_to_the_record()
    {
        var answer = await AskAsync("_mta-sts", world.Domains.RecordAlias, QueryType.TXT);

        Assert.Equal(
            [$"one.{world.Domains.RecordAlias}.", $"two.{world.Domains.RecordAlias}.", $"three.{world.Domains.RecordAlias}."],
            answer.Answers.CnameRecords().Select(alias => alias.CanonicalName.Value));
        Assert.Equal([GoodRecord], Assert.Single(answer.Answers.TxtRecords()).Text);
    }

    [Fact]
    public async Task Aliases_lead_in_a_circle_or_to_nothing()
    {
        foreach (var name in (string[])["_mta-sts", "_smtp._tls", "mta-sts"])
        {
            var circle = await AskAsync(name, world.Domains.AliasLoop, QueryType.TXT);
            Assert.Equal(
                [$"one.{world.Domains.AliasLoop}.", $"two.{world.Domains.AliasLoop}.", $"one.{world.Domains.AliasLoop}."],
                circle.Answers.CnameRecords().Select(alias => alias.CanonicalName.Value));
            Assert.Empty(circle.Answers.TxtRecords());
        }

        var dangling = await AskAsync("_mta-sts", world.Domains.RecordDangling, QueryType.TXT);
        Assert.Equal(DnsHeaderResponseCode.NotExistentDomain, dangling.Header.ResponseCode);
        Assert.Single(dangling.Answers.CnameRecords());
    }

    [Fact]
    public async Task One_record_lives_for_over_an_hour()
    {
        Assert.Equal(3601, Assert.Single((await AskAsync("_mta-sts", world.Domains.LongTtl, QueryType.TXT)).Answers).TimeToLive);
    }

    [Fact]
    public async Task One_answer_is_as_long_as_an_answer_can_be()
    {
        var answer = await AskAsync("_mta-sts", world.Domains.HugeText, QueryType.TXT);

        Assert.InRange(answer.MessageSize, 60_000, 65_535);
        Assert.Contains(answer.Answers.TxtRecords(), record => record.Text.SequenceEqual([GoodRecord]));
    }

    [Fact]
    public async Task Hostile_names_come_through_as_they_are()
    {
        var mail = Assert.Single((await sender.AskAsync(world.Domains.Hostile.Ascii, QueryType.MX)).Answers.MxRecords());
        var text = await AskAsync("_mta-sts", world.Domains.Hostile, QueryType.TXT);

        Assert.Contains("<img src=x onerror=alert(1)>", mail.Exchange.Value, StringComparison.Ordinal);
        Assert.Contains("<img src=x onerror=alert(1)>", Assert.Single(text.Answers.CnameRecords()).CanonicalName.Value, StringComparison.Ordinal);
        Assert.Equal([$"v=STSv1; id={ScriptedScenarios.HostileLabel};"], Assert.Single(text.Answers.TxtRecords()).Text);
        var issuer = Assert.Single(await IssuersAsync(world.Domains.Hostile.Ascii));
        Assert.StartsWith("issue <img src=x onerror=alert(1)>", issuer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_can_add_to_the_script_and_ask_it_directly()
    {
        const string Name = "added.scripted.test";
        world.ScriptedDns.Answer(Name, ScriptedRecord.Text("first"), ScriptedRecord.Address(IPAddress.Loopback));
        world.ScriptedDns.Fail("refused.scripted.test", ScriptedDnsServer.Refused);

        foreach (var server in (IPEndPoint[])[world.Resolver, world.ScriptedDns.EndPoint])
        {
            var answer = await WorldSender.AskAsync(server, Name, QueryType.TXT);
            Assert.Equal(["first"], Assert.Single(answer.Answers.TxtRecords()).Text);
        }

        var refusal = await sender.AskAsync("below.refused.scripted.test", QueryType.TXT);
        Assert.Equal(DnsHeaderResponseCode.Refused, refusal.Header.ResponseCode);
    }

    private Task<IDnsQueryResponse> AskAsync(string name, DomainName domain, QueryType type) => sender.AskAsync($"{name}.{domain}", type);

    private async Task<IEnumerable<string>> TextsAsync(string name, DomainName domain) =>
        (await AskAsync(name, domain, QueryType.TXT)).Answers.TxtRecords().Select(record => record.Text.Single()).Order(StringComparer.Ordinal);

    private async Task<IEnumerable<string>> MxAsync(DomainName domain) =>
        (await sender.AskAsync(domain.Ascii, QueryType.MX)).Answers.MxRecords()
            .OrderBy(record => record.Preference)
            .Select(record => record.Exchange.Value);

    private async Task<IEnumerable<string>> IssuersAsync(string name) =>
        (await sender.AskAsync(name, QueryType.CAA)).Answers.CaaRecords().Select(record => $"{record.Tag} {record.Value}");
}
