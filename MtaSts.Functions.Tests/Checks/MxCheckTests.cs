using MtaSts.Checks.Lookups;
using static MtaSts.Functions.Tests.Checks.DnsAnswers;

namespace MtaSts.Functions.Tests.Checks;

public sealed class MxCheckTests
{
    private const string Name = "contoso.com";

    private static readonly DomainName Domain = DomainName.Parse(Name);
    private static readonly DnsAnswer<IPAddress> Addresses = Of(Name, IPAddress.Parse("8.8.8.8"));

    [Theory, InlineData(PolicyMode.Enforce, "a.contoso.com", "a.contoso.com", "")]
    [InlineData(PolicyMode.Enforce, "A.contoso.com", "*.contoso.com", "")]
    [InlineData(PolicyMode.Enforce, "a.contoso.com b.contoso.com", "a.contoso.com", "701")]
    [InlineData(PolicyMode.Testing, "a.contoso.com b.contoso.com", "a.contoso.com", "751")]
    [InlineData(PolicyMode.None, "a.contoso.com b.contoso.com", "a.contoso.com c.contoso.com", "")]
    [InlineData(PolicyMode.Enforce, "a.b.contoso.com", "*.contoso.com", "701,752")]
    [InlineData(PolicyMode.Testing, "a.contoso.com", "a.contoso.com b.contoso.com *.contoso.net", "752,752")]
    [InlineData(PolicyMode.Enforce, "a.contoso.com a.contoso.com", "b.contoso.com", "701,752")]
    public void Every_mx_has_to_be_covered_and_every_pattern_to_cover_one(PolicyMode mode, string hosts, string patterns, string codes)
    {
        var part = Judge(CreateAnswer(hosts), CreatePolicy(mode, patterns));

        Assert.Equal(codes, string.Join(',', part.Codes()));
        Assert.Null(part.NotChecked);
    }

    [Fact]
    public void The_host_that_is_not_covered_is_named()
    {
        var finding = Judge(CreateAnswer("b\u001b<b>.contoso.com"), CreatePolicy(PolicyMode.Enforce, "a.contoso.com")).Findings[0];

        Assert.Equal("No mx in the policy covers 'b{U+001B (escape)}<b>.contoso.com'.", finding.Finding.Message);
        Assert.Equal(("b\u001b<b>.contoso.com", CheckPhase.Match), (finding.Subject, finding.Phase));
    }

    [Theory, InlineData("contoso-com.mail.protection.outlook.com", "mail.protection.outlook.com", "*.mail.protection.outlook.com")]
    [InlineData("contoso-com.k-v1.mx.microsoft", "*.mx.microsoft", "*.k-v1.mx.microsoft")]
    [InlineData("contoso-com.k-v1.mx.microsoft", "*.mail.protection.outlook.com", "*.k-v1.mx.microsoft")]
    public void For_a_host_of_exchange_online_the_pattern_to_use_is_named(string host, string pattern, string needed) => Assert.Equal(
        $"Add 'mx: {needed}' to the policy. It covers this Exchange Online host.",
        Judge(CreateAnswer(host), CreatePolicy(PolicyMode.Enforce, pattern)).Findings[0].Finding.Advice);

    [Fact]
    public void The_mx_is_shown_and_without_a_policy_not_compared()
    {
        var part = Judge(CreateAnswer("a.contoso.com b.contoso.com"), null);

        Assert.Equal([new Observation("MX", "0 a.contoso.com"), new Observation("MX", "10 b.contoso.com")], part.Seen);
        Assert.Equal((CheckOutcome.NotChecked, "There is no policy to compare the MX with."), (part.Outcome, part.NotChecked));
    }

    [Fact]
    public void A_null_mx_is_a_warning()
    {
        var part = Judge(Of(Name, new MailExchange("", 0)), CreatePolicy(PolicyMode.Enforce, "a.contoso.com"));

        Assert.Equal(["452"], part.Codes());
        Assert.Equal([new Observation("MX", "0 . (null MX)")], part.Seen);
    }

    [Fact]
    public void A_null_mx_beside_others_is_a_warning_and_the_others_count()
    {
        var part = Judge(
            Of(Name, new MailExchange("", 0), new MailExchange("b.contoso.com", 5)), CreatePolicy(PolicyMode.Enforce, "a.contoso.com"));

        Assert.Equal(["452", "701", "752"], part.Codes());
        Assert.Equal("Remove the null MX or all other MX records.", part.Findings[0].Finding.Advice);
    }

    [Theory, InlineData("contoso.com", "453"), InlineData("a.contoso.com", "453,701,752")]
    public void Without_an_mx_the_domain_itself_is_the_mail_host(string pattern, string codes)
    {
        var part = MxCheck.Judge(
            Domain, Without<MailExchange>(Name, DnsOutcome.NoData), Addresses, [], CreatePolicy(PolicyMode.Enforce, pattern));

        Assert.Equal(codes, string.Join(',', part.Codes()));
        Assert.Equal([new Observation("address", "8.8.8.8")], part.Seen);
    }

    [Theory, InlineData(DnsOutcome.NoData, "408"), InlineData(DnsOutcome.NxDomain, "408"), InlineData(DnsOutcome.Failed, "401")]
    [InlineData(DnsOutcome.NoAnswer, "402"), InlineData(DnsOutcome.CnameLoop, "403")]
    public void With_neither_an_mx_nor_an_address_it_is_an_error(DnsOutcome outcome, string code)
    {
        var part = MxCheck.Judge(
            Domain, Without<MailExchange>(Name, DnsOutcome.NoData), Without<IPAddress>(Name, outcome), [],
            CreatePolicy(PolicyMode.Enforce, Name));

        Assert.Equal([code], part.Codes());
        Assert.Equal(code != "408", part.NotChecked is not null);
    }

    [Fact]
    public void Without_an_mx_and_with_addresses_not_looked_up_nothing_is_known() => Assert.Equal(
        CheckOutcome.NotChecked,
        MxCheck.Judge(Domain, Without<MailExchange>(Name, DnsOutcome.NoData), null, [], CreatePolicy(PolicyMode.Enforce, Name)).Outcome);

    [Theory, InlineData(DnsOutcome.NxDomain, "408"), InlineData(DnsOutcome.Failed, "401"), InlineData(DnsOutcome.NoAnswer, "402")]
    [InlineData(DnsOutcome.CnameLoop, "403")]
    public void A_lookup_that_finds_nothing_is_an_error_and_nothing_is_compared(DnsOutcome outcome, string code)
    {
        var part = MxCheck.Judge(
            Domain, Without<MailExchange>(Name, outcome), Addresses, [], CreatePolicy(PolicyMode.Enforce, "a.contoso.com"));

        Assert.Equal([code], part.Codes());
        Assert.Equal(CheckOutcome.Failed, part.Outcome);
    }

    [Theory, InlineData("", DnsOutcome.Found, DnsOutcome.Found), InlineData("456 b.contoso.com", DnsOutcome.Found, DnsOutcome.NxDomain)]
    [InlineData("456 a.contoso.com", DnsOutcome.NoData, DnsOutcome.Found)]
    [InlineData("409 a.contoso.com, 409 b.contoso.com", DnsOutcome.NoData, DnsOutcome.NxDomain)]
    [InlineData("401 a.contoso.com, 456 b.contoso.com", DnsOutcome.Failed, DnsOutcome.NoData)]
    [InlineData("402 b.contoso.com", DnsOutcome.Found, DnsOutcome.NoAnswer)]
    [InlineData("403 b.contoso.com", DnsOutcome.Found, DnsOutcome.CnameLoop), InlineData("456 a.contoso.com", DnsOutcome.NoData, null)]
    public void The_hosts_of_the_mx_have_to_have_an_address_and_one_of_them_will_do(string findings, DnsOutcome first, DnsOutcome? second)
    {
        DnsOutcome?[] outcomes = [first, second];
        var addresses = outcomes.Zip(["a.contoso.com", "b.contoso.com"])
            .Where(host => host.First is not null)
            .Select(
                host => host.First == DnsOutcome.Found
                    ? Of(host.Second, IPAddress.Parse("8.8.8.8"))
                    : Without<IPAddress>(host.Second, host.First!.Value));

        var part = MxCheck.Judge(
            Domain, CreateAnswer("a.contoso.com b.contoso.com"), null, [.. addresses], CreatePolicy(PolicyMode.None, "*.contoso.com"));

        Assert.Equal(findings, string.Join(", ", part.Findings.Select(finding => $"{finding.Finding.Code[6..]} {finding.Subject}")));
        Assert.All(part.Findings, finding => Assert.Contains(finding.Subject, finding.Finding.Message, Ordinal));
    }

    [Fact]
    public void What_is_said_of_thousands_of_hosts_is_bounded()
    {
        var hosts = Enumerable.Range(0, 5_000).Select(i => new MailExchange($"{new string('a', 1_000)}{i}.example", i)).ToArray();

        var part = Judge(Of(Name, hosts), CreatePolicy(PolicyMode.Testing, "a.contoso.com"));

        Assert.Equal((100, 102), (part.Findings.Count, part.Seen.Count));
        Assert.All(part.Findings, finding => Assert.InRange(finding.Subject.Length, 1, 255));
        Assert.All(part.Seen, observation => Assert.InRange(observation.Value.Length, 1, 255));
    }

    private static CheckPart Judge(DnsAnswer<MailExchange> answer, Policy? policy) => MxCheck.Judge(Domain, answer, null, [], policy);

    private static DnsAnswer<MailExchange> CreateAnswer(string hosts) =>
        Of(Name, hosts.Split(' ').Select((host, index) => new MailExchange(host, index * 10)).ToArray());

    private static Policy CreatePolicy(PolicyMode mode, string patterns) =>
        new(mode, patterns.Split(' ').Select(MxPattern.Parse), 1_209_600);
}
