using MtaSts.Checks.Lookups;
using static MtaSts.Functions.Tests.Checks.DnsAnswers;

namespace MtaSts.Functions.Tests.Checks;

public sealed class HostCheckTests
{
    private const string Host = "mta-sts.contoso.com";

    private static readonly DomainName Domain = DomainName.Parse("contoso.com");
    private static readonly DomainName App = DomainName.Parse("app.azurewebsites.net");
    private static readonly IPAddress Public = IPAddress.Parse("8.8.8.8");
    private static readonly IPAddress Other = IPAddress.Parse("8.8.4.4");
    private static readonly DnsAnswer<IPAddress> ToApp = Of(Host, Public) with { Aliases = [App.Ascii] };
    private static readonly CaaRecord[] Strangers = [new(0, "issue", "letsencrypt.org")];

    public static TheoryData<CaaRecord[], bool> Issuers { get; } = new()
    {
        { [new(0, "issue", "digicert.com")], true },
        { [new(0, "issue", " DigiCert.com\t; account=1")], true },
        { [new(0, "issue", ";"), new(0, "issue", "digicert.com")], true },
        { [new(0, "issuewild", ";")], true },
        { [new(0, "iodef", "mailto:a@contoso.com")], true },
        { [new(0, "unknown", "x")], true },
        { [new(128, "iodef", "mailto:a@contoso.com")], true },
        { [new(128, "issue", "digicert.com")], true },
        { [], true },
        { [new(0, "issue", ";")], false },
        { [new(0, "issue", "")], false },
        { [new(0, "issue", "letsencrypt.org")], false },
        { [new(0, "issue", "digicert.com.evil.example")], false },
        { [new(0, "issue", "digicert.com evil.example")], false },
        { [new(0, "issue", "letsencrypt.org; digicert.com")], false },
        { [new(0, "issuewild", "digicert.com"), new(0, "issue", "letsencrypt.org")], false },
        { [new(128, "unknown", "x"), new(0, "issue", "digicert.com")], false },
    };

    [Fact]
    public void A_host_with_a_public_address_passes_and_its_way_is_shown()
    {
        var part = Judge(Of(Host, Public) with { Aliases = ["one.example", "two.example"] });

        Assert.Equal(CheckOutcome.Passed, part.Outcome);
        Assert.Equal(
            [new Observation("CNAME", "one.example"), new Observation("CNAME", "two.example"), new Observation("address", "8.8.8.8")],
            part.Seen);
    }

    [Theory, InlineData(DnsOutcome.NoData, "", "404", "The name 'mta-sts.contoso.com' has no address.")]
    [InlineData(DnsOutcome.NxDomain, "", "404", "The name 'mta-sts.contoso.com' does not exist.")]
    [InlineData(DnsOutcome.NoData, "x.example", "404", "The name 'mta-sts.contoso.com' points to 'x.example', which has no address.")]
    [InlineData(DnsOutcome.NxDomain, "x.example", "405", "The name 'mta-sts.contoso.com' points to 'x.example', which does not exist.")]
    [InlineData(DnsOutcome.Failed, "", "401", "The lookup of the addresses of 'mta-sts.contoso.com' failed: SERVFAIL.")]
    [InlineData(DnsOutcome.NoAnswer, "", "402", "The lookup of the addresses of 'mta-sts.contoso.com' got no answer: no answer in time.")]
    [InlineData(
        DnsOutcome.CnameLoop, "x.example", "403",
        "The lookup of the addresses of 'mta-sts.contoso.com' led to no records: the CNAMEs lead back to 'mta-sts.contoso.com'.")]
    public void A_host_without_an_address_is_an_error(DnsOutcome outcome, string alias, string code, string message)
    {
        var part = Judge(Without<IPAddress>(Host, outcome, alias.Split(' ', StringSplitOptions.RemoveEmptyEntries)), app: App);

        Assert.Equal([code], part.Codes());
        Assert.Equal(message, part.Findings[0].Finding.Message);
    }

    [Theory, InlineData("10.0.0.1", false, "407"), InlineData("10.0.0.1", true, ""), InlineData("8.8.8.8", false, "")]
    public void A_private_address_is_an_error_unless_it_is_allowed(string address, bool allowsPrivate, string codes) => Assert.Equal(
        codes, string.Join(',', HostCheck.Judge(Domain, Of(Host, IPAddress.Parse(address)), null, null, null, allowsPrivate).Codes()));

    [Fact]
    public void A_host_leads_to_the_app_by_any_of_its_aliases() =>
        Assert.Empty(
            Judge(Of(Host, Public) with { Aliases = ["front.example", "APP.azurewebsites.net", "end.example"] }, app: App).Findings);

    [Fact]
    public void A_host_leads_to_the_app_by_the_same_addresses() =>
        Assert.Empty(Judge(Of(Host, Public), app: App, appAddresses: Of(App.Ascii, Other, Public)).Findings);

    [Fact]
    public void A_host_may_be_the_app() => Assert.Empty(Judge(Of(Host, Public), app: DomainName.Parse(Host)).Findings);

    [Theory, InlineData("", "The host points to 8.8.8.8, 8.8.4.4, not to app.azurewebsites.net.")]
    [InlineData("x.example", "The host points to 'x.example', not to app.azurewebsites.net.")]
    public void A_host_that_leads_elsewhere_is_an_error(string alias, string message)
    {
        var addresses = Of(Host, Public, Other) with { Aliases = alias.Split(' ', StringSplitOptions.RemoveEmptyEntries) };

        var finding = Assert.Single(Judge(addresses, app: App, appAddresses: Of(App.Ascii, Public)).Findings);

        Assert.Equal(
            ("MTASTS406", message, "Point the CNAME to app.azurewebsites.net."),
            (finding.Finding.Code, finding.Finding.Message, finding.Finding.Advice));
    }

    [Fact]
    public void Whether_a_host_leads_to_an_app_that_cannot_be_looked_up_is_not_known()
    {
        var part = Judge(Of(Host, Public), app: App, appAddresses: Without<IPAddress>(App.Ascii, DnsOutcome.Failed));

        Assert.Equal(["401"], part.Codes());
        Assert.Equal(App.Ascii, part.Findings[0].Subject);
        Assert.Equal("Whether the host points to app.azurewebsites.net could not be determined.", part.NotChecked);
    }

    [Fact]
    public void Addresses_of_one_kind_only_leave_something_unchecked() =>
        Assert.Equal(CheckOutcome.NotChecked, Judge(Of(Host, Public) with { Fault = "SERVFAIL" }).Outcome);

    [Theory, MemberData(nameof(Issuers))]
    public void The_issuer_of_managed_certificates_has_to_be_allowed(CaaRecord[] records, bool isAllowed)
    {
        var part = Judge(ToApp, Of("contoso.com", records));

        Assert.Equal(isAllowed ? [] : ["454"], part.Codes());
        Assert.Equal(records.Length, part.Seen.Count(observation => observation.Name == "CAA"));
    }

    [Fact]
    public void Records_that_allow_no_issuer_at_all_say_so() =>
        Assert.Equal(
            "The CAA records of 'contoso.com' allow no certificate authority.",
            Assert.Single(Judge(ToApp, Of("contoso.com", new CaaRecord(0, "issue", ";"))).Findings).Finding.Message);

    [Fact]
    public void What_the_issuers_are_is_said()
    {
        var part = Judge(ToApp, Of("contoso.com", new CaaRecord(0, "issue", ";"), new CaaRecord(0, "issue", "a\u001b.example")));

        Assert.Equal(
            "The CAA records of 'contoso.com' allow only 'a{U+001B (escape)}.example'.", Assert.Single(part.Findings).Finding.Message);
        Assert.Contains(new Observation("CAA", "0 'issue' 'a{U+001B (escape)}.example'"), part.Seen);
    }

    [Theory, InlineData("app.azurewebsites.net", null, "454"), InlineData("app.azurewebsites.net.evil.example", null, "")]
    [InlineData("x.example", null, ""), InlineData("x.example", "x.example", "454"), InlineData("x.example", "elsewhere.example", "406")]
    public void Issuers_matter_only_where_the_certificate_is_a_managed_one(string alias, string? app, string codes)
    {
        var goal = app is null ? (DomainName?)null : DomainName.Parse(app);

        var part = Judge(Of(Host, Public) with { Aliases = [alias] }, Of(Host, Strangers), goal, Of("app", Other));

        Assert.Equal(codes, string.Join(',', part.Codes()));
        Assert.Contains(new Observation("CAA", "0 'issue' 'letsencrypt.org'"), part.Seen);
    }

    [Theory, InlineData("app.azurewebsites.net", "401", CheckOutcome.Failed), InlineData("x.example", "", CheckOutcome.Passed)]
    public void Issuers_that_cannot_be_looked_up_matter_only_where_they_matter(string alias, string codes, CheckOutcome outcome)
    {
        var part = Judge(Of(Host, Public) with { Aliases = [alias] }, Without<CaaRecord>(Host, DnsOutcome.Failed));

        Assert.Equal(codes, string.Join(',', part.Codes()));
        Assert.Equal(outcome, part.Outcome);
    }

    [Fact]
    public void What_is_said_of_thousands_of_addresses_is_bounded()
    {
        var part = Judge(Of(Host, Enumerable.Repeat(IPAddress.Loopback, 5_000).ToArray()));

        Assert.Equal(100, part.Findings.Count);
        Assert.Equal([new("more", "4900 not shown"), new("more findings", "4900 not shown")], part.Seen.Skip(100));
    }

    private static CheckPart Judge(
        DnsAnswer<IPAddress> addresses,
        DnsAnswer<CaaRecord>? issuers = null,
        DomainName? app = null,
        DnsAnswer<IPAddress>? appAddresses = null) =>
        HostCheck.Judge(Domain, addresses, issuers, app, appAddresses, allowsPrivate: false);
}
