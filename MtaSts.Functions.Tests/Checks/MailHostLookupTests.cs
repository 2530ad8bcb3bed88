using MtaSts.Checks.Lookups;
using MtaSts.Checks.MailHosts;

namespace MtaSts.Functions.Tests.Checks;

public sealed class MailHostLookupTests
{
    private const string Name = "contoso.com";
    private const int TypeOfMx = 15;

    private static readonly DomainName Domain = DomainName.Parse(Name);

    [Theory]
    [InlineData("mx1.contoso.com mx2.contoso.com", "Found: mx1.contoso.com mx2.contoso.com")]
    [InlineData("MX1.Contoso.com. mx1.contoso.com", "Found: mx1.contoso.com")]
    [InlineData(". mx1.contoso.com", "Found: mx1.contoso.com")]
    [InlineData(".", "NullMx: there is a null MX (RFC 7505), so no mail is received")]
    [InlineData("", "NoMx: there is no MX")]
    public async Task An_mx_names_the_hosts(string hosts, string expected) => Assert.Equal(
        expected, await DescribeAsync(new FakeDns().MailExchanges(Name, hosts.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    [Fact]
    public async Task Without_an_mx_a_domain_with_an_address_is_its_own_host() => Assert.Equal(
        "Implicit: contoso.com", await DescribeAsync(new FakeDns().Address(Name, "192.0.2.1")));

    [Fact]
    public async Task A_name_that_does_not_exist_has_no_mx() => Assert.Equal(
        "NoMx: there is no MX: the name does not exist in DNS", await DescribeAsync(new FakeDns().Miss(Name)));

    [Fact]
    public async Task No_answer_is_never_no_mx()
    {
        Assert.Equal("Unknown: the MX could not be looked up: SERVFAIL", await DescribeAsync(new FakeDns().Fail(Name)));
        Assert.Equal("Unknown: the MX could not be looked up: the request timed out", await DescribeAsync(new FakeDns().KeepSilent(Name)));
        Assert.Equal("Unknown: the MX could not be looked up: the CNAMEs lead back to 'contoso.com'",
            await DescribeAsync(new FakeDns().Alias(Name, "a.example").Alias("a.example", Name)));
    }

    [Fact]
    public async Task An_address_that_could_not_be_looked_up_is_never_no_host()
    {
        using var server = new DnsServer(query =>
            [DnsMessage.Answer(query, query.Type == TypeOfMx ? DnsMessage.NoError : DnsMessage.ServerFailure, [])]);

        Assert.Equal("Unknown: there is no MX, and the address could not be looked up: SERVFAIL",
            Describe((await new MailHostLookup(new(server.EndPoint)).FindAsync([Domain], Token))[Domain]));
    }

    [Fact]
    public async Task An_answer_says_how_long_it_may_be_kept() => Assert.Equal(
        TimeSpan.FromMinutes(5), (await FindAsync(new FakeDns().MailExchanges(Name, "mx.contoso.com"))).TimeToLive);

    [Fact]
    public async Task Of_many_domains_some_are_looked_up_at_a_time_and_all_are_counted()
    {
        var (asking, most) = (0, 0);
        var gate = new object();
        var dns = new FakeDns
        {
            Delay = async () =>
            {
                lock (gate)
                {
                    most = Math.Max(most, ++asking);
                }

                await Task.Delay(10, Token);
                lock (gate)
                {
                    asking--;
                }
            },
        };
        var lookup = new MailHostLookup(dns.CreateLookup(), concurrency: 4);

        var answers = await lookup.FindAsync(Enumerable.Range(1, 40).Select(number => DomainName.Parse($"d{number}.example")), Token);

        Assert.Equal((40, 40, 4), (answers.Count, lookup.Done, most));
    }

    [Theory, InlineData(false, 32), InlineData(true, 200)]
    public async Task A_resolver_that_answers_nothing_at_all_is_not_asked_for_ever(bool isOneAnswered, int asked)
    {
        var dns = new FakeDns();
        DomainName[] domains = [.. Enumerable.Range(1, 200).Select(number => DomainName.Parse($"d{number}.example"))];
        foreach (var domain in domains.Skip(isOneAnswered ? 1 : 0))
        {
            dns.KeepSilent(domain.Ascii);
        }

        var answers = await new MailHostLookup(dns.CreateLookup(), concurrency: 1).FindAsync(domains, Token);

        Assert.Equal(asked, dns.Queries.Count);
        Assert.Equal(isOneAnswered ? 199 : 200, answers.Values.Count(answer => answer.Outcome == MailHostsOutcome.Unknown));
        Assert.Equal(
            isOneAnswered ? 0 : 200 - dns.Queries.Count,
            answers.Values.Count(answer =>
                answer.Fault == "the MX could not be looked up: the resolver answered none of the first 32 requests"));
    }

    private static async Task<string> DescribeAsync(FakeDns dns) => Describe(await FindAsync(dns));

    private static async Task<MailHostAnswer> FindAsync(FakeDns dns) =>
        (await new MailHostLookup(dns.CreateLookup()).FindAsync([Domain], Token))[Domain];

    private static string Describe(MailHostAnswer answer) => $"{answer.Outcome}: {answer.Fault ?? string.Join(' ', answer.Hosts)}";
}
