using System.Security.Cryptography.X509Certificates;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Functions.Tests.Policies;

namespace MtaSts.Functions.Tests.Network;

/// <summary>What people serve for a policy, on a real server: a check says the one cause of each.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class NetworkMistakeTests(TestNetwork network)
{
    private static readonly DomainName Domain = NetworkDomains.ServedByApp(10);

    [Fact]
    public async Task A_check_has_one_finding_about_each_mistake_in_a_policy()
    {
        using var host = new ScriptedPolicyHost(network);
        var cases = PolicyCauseTests.Cases.Select(row => (Text: Encoding.UTF8.GetBytes(row.Data.Item1), Expected: row.Data.Item2))
            .Concat(PolicyCauseTests.Files.Select(row => (Text: row.Data.Item2, Expected: row.Data.Item1)));
        foreach (var (text, expected) in cases)
        {
            host.Serve(Domain, text);

            Assert.Equal(expected, await CheckAsync());
        }
    }

    [Theory, InlineData("\"v=STSv1; id=20260101000000Z;\"", "MTASTS201 The record is in quotation marks, so senders discard it.")]
    [InlineData("v=STSv1\\; id=20260101000000Z\\;", "MTASTS201 The record has '\\;', so senders discard it.")]
    [InlineData("V=STSv1; id=1;", "MTASTS201 The record begins with 'V=STSv1', so senders discard it.")]
    [InlineData("v=STSv1 ; id=1;", "MTASTS201 The record has white space before the first ';', so senders discard it.")]
    [InlineData("v=STSv1; ID=1;", "MTASTS204 The record has no id. It says 'ID', and names are case-sensitive.")]
    [InlineData("v=spf1 -all", "MTASTS201 The name has no TXT record that begins with 'v=STSv1;'.")]
    public async Task A_check_has_one_finding_about_each_mistake_in_a_record(string record, string expected)
    {
        using var host = new ScriptedPolicyHost(network);
        var domain = NetworkDomains.ServedByApp(11);
        host.Serve(domain, new Policy(PolicyMode.Enforce, [MxPattern.Parse("*.mail.test")], 1_209_600));
        network.ScriptedDns.Answer($"_mta-sts.{domain}", ScriptedRecord.Text(record));

        var found = Assert.Single((await CheckAsync(domain)).Findings).Finding;

        Assert.Equal(expected, $"{found.Code} {found.Message}");
    }

    [Fact]
    public async Task A_check_says_how_the_record_of_reports_is_to_be_written()
    {
        using var host = new ScriptedPolicyHost(network);
        var domain = NetworkDomains.ServedByApp(12);
        host.Serve(domain, new Policy(PolicyMode.Enforce, [MxPattern.Parse("*.mail.test")], 1_209_600));
        network.ScriptedDns.Answer($"_smtp._tls.{domain}", ScriptedRecord.Text("\"v=TLSRPTv1; rua=mailto:tls@mail.test\""));

        var found = Assert.Single((await CheckAsync(domain)).Findings).Finding;

        Assert.Equal(
            "MTASTS455 The record is in quotation marks, so senders discard it. Leave them out. They belong to zone files and to what "
            + "tools show, not to the record.",
            $"{found.Code} {found.Message} {found.Advice}");
    }

    private async Task<string> CheckAsync() => string.Join('\n', (await CheckAsync(Domain)).Findings
        .Where(found => found.Phase == CheckPhase.Syntax && found.Subject == $"mta-sts.{Domain}")
        .Select(found => PolicyCauseTests.Tell(found.Finding)));

    private Task<DomainReport> CheckAsync(DomainName domain) => new DomainChecker(
        new DnsLookup(network.Resolver),
        new PolicyProbe([X509CertificateLoader.LoadCertificateFromFile(network.TrustFile)]),
        null,
        true,
        TimeProvider.System).CheckAsync(new CheckRequest(domain), Token);
}
