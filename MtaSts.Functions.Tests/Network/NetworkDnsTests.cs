using DnsClient;
using DnsClient.Protocol;
using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Network;

/// <summary>The resolver says what the names of the domains say.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class NetworkDnsTests(TestNetwork network)
{
    private const string GoodRecord = "v=STSv1; id=20260101000000Z;";

    private readonly NetworkSender sender = new(network);

    [Fact]
    public async Task A_good_domain_has_every_record()
    {
        var record = Assert.Single((await AskAsync("_mta-sts", network.Domains.Good, QueryType.TXT)).Answers);

        Assert.Equal([GoodRecord], Assert.IsType<TxtRecord>(record).Text);
        Assert.Equal(300, record.TimeToLive);
        Assert.StartsWith("v=TLSRPTv1; rua=", Assert.Single(await TextsAsync("_smtp._tls", network.Domains.Good)), Ordinal);
        Assert.Equal(["mx.mail.test."], await MxAsync(network.Domains.Good));
        Assert.Empty((await AskAsync("mta-sts", network.Domains.Good, QueryType.CAA)).Answers);
    }

    [Fact]
    public async Task Records_are_split_doubled_accompanied_missing_or_bad()
    {
        var split = Assert.Single((await AskAsync("_mta-sts", network.Domains.SplitRecord, QueryType.TXT)).Answers.TxtRecords());
        Assert.Equal(["v=STSv1; id=2026", "0101000000Z;"], split.Text);

        Assert.Equal(["v=STSv1; id=20250101000000Z;", GoodRecord], await TextsAsync("_mta-sts", network.Domains.TwoRecords));
        Assert.Equal([GoodRecord, "v=spf1 -all"], await TextsAsync("_mta-sts", network.Domains.StrangerBeside));
        Assert.Equal(["v=STSv1; id=2026-01-01;"], await TextsAsync("_mta-sts", network.Domains.BadRecord));
        Assert.Empty(await TextsAsync("_mta-sts", network.Domains.NoRecord));
        Assert.Single(await TextsAsync("_smtp._tls", network.Domains.NoRecord));
        Assert.Empty(await TextsAsync("_smtp._tls", network.Domains.NoReports));
        Assert.Single(await TextsAsync("_mta-sts", network.Domains.NoReports));
    }

    [Fact]
    public async Task A_missing_domain_does_not_exist()
    {
        foreach (var name in (string[])["", "_mta-sts.", "mta-sts."])
        {
            var answer = await sender.AskAsync($"{name}{network.Domains.Missing}", QueryType.TXT);
            Assert.Equal(DnsHeaderResponseCode.NotExistentDomain, answer.Header.ResponseCode);
        }
    }

    [Fact]
    public async Task A_host_is_an_alias_of_another_one_or_of_none()
    {
        var alias = await AskAsync("mta-sts", network.Domains.HostAlias, QueryType.A);
        Assert.Equal("app.hosting.test.", Assert.Single(alias.Answers.CnameRecords()).CanonicalName.Value);
        Assert.Equal(await sender.FindAddressAsync($"mta-sts.{network.Domains.Good}"), Assert.Single(alias.Answers.ARecords()).Address);

        var dangling = await AskAsync("mta-sts", network.Domains.HostDangling, QueryType.A);
        Assert.Equal($"gone.{network.Domains.HostDangling}.", Assert.Single(dangling.Answers.CnameRecords()).CanonicalName.Value);
        Assert.Equal(DnsHeaderResponseCode.NotExistentDomain, dangling.Header.ResponseCode);

        Assert.Empty((await AskAsync("mta-sts", network.Domains.HostMissing, QueryType.A)).Answers);
        Assert.Equal([GoodRecord], await TextsAsync("_mta-sts", network.Domains.HostMissing));
    }

    [Fact]
    public async Task Issuers_stand_at_the_domain_or_at_the_host()
    {
        Assert.Equal(["issue digicert.com"], await IssuersAsync(network.Domains.CaaAllows.Ascii));
        Assert.Equal(["issue ca.example"], await IssuersAsync(network.Domains.CaaForbids.Ascii));
        Assert.Equal(["issue ca.example"], await IssuersAsync(network.Domains.CaaNearest.Ascii));
        Assert.Equal(["issue digicert.com"], await IssuersAsync($"mta-sts.{network.Domains.CaaNearest}"));
        Assert.Empty(await IssuersAsync($"mta-sts.{network.Domains.CaaForbids}"));
    }

    [Fact]
    public async Task Mail_goes_to_two_hosts_to_a_stray_one_to_the_domain_itself_or_nowhere()
    {
        Assert.Equal(["mx.mail.test.", "mx.stray.test."], await MxAsync(network.Domains.TwoMx));
        Assert.Equal(["mx.stray.test."], await MxAsync(network.Domains.StrayMx));
        Assert.Equal(["mx.stray.test."], await MxAsync(network.Domains.StrayMxInTesting));

        var nullMx = Assert.Single((await sender.AskAsync(network.Domains.NullMx.Ascii, QueryType.MX)).Answers.MxRecords());
        Assert.Equal((0, "."), (nullMx.Preference, nullMx.Exchange.Value));

        Assert.Empty(await MxAsync(network.Domains.ImplicitMx));
        Assert.Equal(network.MailHosts.GetAddress(network.MailHosts.Good), await sender.FindAddressAsync(network.Domains.ImplicitMx.Ascii));
        Assert.Empty(await MxAsync(network.Domains.NoMx));
        Assert.Empty((await sender.AskAsync(network.Domains.NoMx.Ascii, QueryType.A)).Answers);
    }

    [Fact]
    public async Task One_domain_fails_and_one_is_not_answered_for()
    {
        foreach (var name in (string[])["", "_mta-sts.", "mta-sts."])
        {
            var failure = await sender.AskAsync($"{name}{network.Domains.ServerFailure}", QueryType.TXT);
            Assert.Equal(DnsHeaderResponseCode.ServerFailure, failure.Header.ResponseCode);
            var silence = await Assert.ThrowsAsync<DnsResponseException>(
                () => sender.AskAsync($"{name}{network.Domains.NoDnsAnswer}", QueryType.TXT));
            Assert.Equal(DnsResponseCode.ConnectionTimeout, silence.Code);
        }
    }

    [Fact]
    public async Task Aliases_lead_over_three_names_to_the_record()
    {
        var answer = await AskAsync("_mta-sts", network.Domains.RecordAlias, QueryType.TXT);

        Assert.Equal(
            [$"one.{network.Domains.RecordAlias}.", $"two.{network.Domains.RecordAlias}.", $"three.{network.Domains.RecordAlias}."],
            answer.Answers.CnameRecords().Select(alias => alias.CanonicalName.Value));
        Assert.Equal([GoodRecord], Assert.Single(answer.Answers.TxtRecords()).Text);
    }

    [Fact]
    public async Task Aliases_lead_in_a_circle_or_to_nothing()
    {
        foreach (var name in (string[])["_mta-sts", "_smtp._tls", "mta-sts"])
        {
            var circle = await AskAsync(name, network.Domains.CnameLoop, QueryType.TXT);
            Assert.Equal(
                [$"one.{network.Domains.CnameLoop}.", $"two.{network.Domains.CnameLoop}.", $"one.{network.Domains.CnameLoop}."],
                circle.Answers.CnameRecords().Select(alias => alias.CanonicalName.Value));
            Assert.Empty(circle.Answers.TxtRecords());
        }

        var dangling = await AskAsync("_mta-sts", network.Domains.RecordDangling, QueryType.TXT);
        Assert.Equal(DnsHeaderResponseCode.NotExistentDomain, dangling.Header.ResponseCode);
        Assert.Single(dangling.Answers.CnameRecords());
    }

    [Fact]
    public async Task One_record_lives_for_over_an_hour() =>
        Assert.Equal(3601, Assert.Single((await AskAsync("_mta-sts", network.Domains.LongTtl, QueryType.TXT)).Answers).TimeToLive);

    [Fact]
    public async Task One_answer_is_as_long_as_an_answer_can_be()
    {
        var answer = await AskAsync("_mta-sts", network.Domains.HugeText, QueryType.TXT);

        Assert.InRange(answer.MessageSize, 60_000, 65_535);
        Assert.Contains(answer.Answers.TxtRecords(), record => record.Text.SequenceEqual([GoodRecord]));
    }

    [Fact]
    public async Task Hostile_names_come_through_as_they_are()
    {
        var mail = Assert.Single((await sender.AskAsync(network.Domains.Hostile.Ascii, QueryType.MX)).Answers.MxRecords());
        var text = await AskAsync("_mta-sts", network.Domains.Hostile, QueryType.TXT);

        Assert.Contains("<img src=x onerror=alert(1)>", mail.Exchange.Value, Ordinal);
        Assert.Contains("<img src=x onerror=alert(1)>", Assert.Single(text.Answers.CnameRecords()).CanonicalName.Value, Ordinal);
        Assert.Equal([$"v=STSv1; id={ScriptedScenarios.HostileLabel};"], Assert.Single(text.Answers.TxtRecords()).Text);
        Assert.StartsWith("issue <img src=x onerror=alert(1)>", Assert.Single(await IssuersAsync(network.Domains.Hostile.Ascii)), Ordinal);
    }

    [Fact]
    public async Task A_test_can_add_to_the_script_and_ask_it_directly()
    {
        const string Name = "added.scripted.test";
        network.ScriptedDns.Answer(Name, ScriptedRecord.Text("first"), ScriptedRecord.Address(IPAddress.Loopback));
        network.ScriptedDns.Fail("refused.scripted.test", DnsMessage.Refused);

        foreach (var server in (IPEndPoint[])[network.Resolver, network.ScriptedDns.EndPoint])
        {
            Assert.Equal(["first"], Assert.Single((await NetworkSender.AskAsync(server, Name, QueryType.TXT)).Answers.TxtRecords()).Text);
        }

        var refusal = await sender.AskAsync("below.refused.scripted.test", QueryType.TXT);
        Assert.Equal(DnsHeaderResponseCode.Refused, refusal.Header.ResponseCode);
    }

    private Task<IDnsQueryResponse> AskAsync(string name, DomainName domain, QueryType type) => sender.AskAsync($"{name}.{domain}", type);

    private async Task<IEnumerable<string>> TextsAsync(string name, DomainName domain) =>
        (
            await AskAsync(name, domain, QueryType.TXT)).Answers.TxtRecords().Select(
                record => record.Text.Single()).Order(StringComparer.Ordinal);

    private async Task<IEnumerable<string>> MxAsync(DomainName domain) =>
        (await sender.AskAsync(domain.Ascii, QueryType.MX)).Answers.MxRecords()
            .OrderBy(record => record.Preference)
            .Select(record => record.Exchange.Value);

    private async Task<IEnumerable<string>> IssuersAsync(string name) =>
        (await sender.AskAsync(name, QueryType.CAA)).Answers.CaaRecords().Select(record => $"{record.Tag} {record.Value}");
}
