using System.Security.Cryptography.X509Certificates;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.MailHosts;

namespace MtaSts.Functions.Tests.Network;

/// <summary>What a check finds on real servers: of each domain all codes, so that a false finding fails as a missing one does.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class NetworkCheckTests(TestNetwork network)
{
    private const string ForeignRecord = "702";

    /// <summary>Each domain of the network, and the codes of what is wrong with it.</summary>
    public static TheoryData<string, string> OfDomains { get; } = new()
    {
        { nameof(NetworkDomains.Good), "" },
        { nameof(NetworkDomains.Redirected), "503" },
        { nameof(NetworkDomains.RedirectedForNow), "503" },
        { nameof(NetworkDomains.NotFound), "504" },
        { nameof(NetworkDomains.Unavailable), "504" },
        { nameof(NetworkDomains.Html), "505" },
        { nameof(NetworkDomains.UpperCaseType), "552" },
        { nameof(NetworkDomains.Gzip), "506" },
        { nameof(NetworkDomains.Slow), "551" },
        { nameof(NetworkDomains.NeverAnswering), "502" },
        { nameof(NetworkDomains.Trickling), "502" },
        { nameof(NetworkDomains.Endless), "101" },
        { nameof(NetworkDomains.BrokenOff), "507" },
        { nameof(NetworkDomains.EndlessHeaders), "507" },
        { nameof(NetworkDomains.Testing), "" },
        { nameof(NetworkDomains.None), "" },
        { nameof(NetworkDomains.ByteOrderMark), "102" },
        { nameof(NetworkDomains.SyntaxError), "115" },
        { nameof(NetworkDomains.UnusedPattern), "752" },
        { nameof(NetworkDomains.Largest), "151 152" },
        { nameof(NetworkDomains.TooLarge), "101" },
        { nameof(NetworkDomains.TenMegabytes), "101" },
        { nameof(NetworkDomains.OnlyTls12), "" },
        { nameof(NetworkDomains.OnlyTls13), "652" },
        { nameof(NetworkDomains.WithoutTls), "605" },
        { nameof(NetworkDomains.HandshakeRefused), "605" },
        { nameof(NetworkDomains.Closed), "501" },
        { nameof(NetworkDomains.Expired), "601" },
        { nameof(NetworkDomains.NotYetValid), "602" },
        { nameof(NetworkDomains.WrongName), "603" },
        { nameof(NetworkDomains.SelfSigned), "604" },
        { nameof(NetworkDomains.ExpiringSoon), "651" },
        { nameof(NetworkDomains.UnknownAuthority), "604" },
        { nameof(NetworkDomains.MissingIntermediate), "604" },
        { nameof(NetworkDomains.SplitRecord), "" },
        { nameof(NetworkDomains.TwoRecords), "202" },
        { nameof(NetworkDomains.StrangerBeside), "251" },
        { nameof(NetworkDomains.NoRecord), "201" },
        { nameof(NetworkDomains.BadRecord), "205" },
        { nameof(NetworkDomains.NoReports), "455" },
        { nameof(NetworkDomains.Missing), "201 404 408 455" },
        { nameof(NetworkDomains.HostAlias), "" },
        { nameof(NetworkDomains.HostDangling), "405" },
        { nameof(NetworkDomains.HostMissing), "404" },
        { nameof(NetworkDomains.CaaAllows), "" },
        { nameof(NetworkDomains.CaaForbids), "" },
        { nameof(NetworkDomains.CaaNearest), "" },
        { nameof(NetworkDomains.TwoMx), "701" },
        { nameof(NetworkDomains.StrayMx), "701 752" },
        { nameof(NetworkDomains.StrayMxInTesting), "751 752" },
        { nameof(NetworkDomains.OneMxMissing), "456" },
        { nameof(NetworkDomains.MxMissing), "409" },
        { nameof(NetworkDomains.NullMx), "452" },
        { nameof(NetworkDomains.ImplicitMx), "453 701 752" },
        { nameof(NetworkDomains.NoMx), "408" },
        { nameof(NetworkDomains.ServerFailure), "401 401 401 401" },
        { nameof(NetworkDomains.NoDnsAnswer), "402 402 402 402" },
        { nameof(NetworkDomains.RecordAlias), "" },
        { nameof(NetworkDomains.CnameLoop), "403 403 403" },
        { nameof(NetworkDomains.RecordDangling), "201" },
        { nameof(NetworkDomains.LongTtl), "451" },
        { nameof(NetworkDomains.HugeText), "251" },
        { nameof(NetworkDomains.HostileTarget), "503" },
        { nameof(NetworkDomains.HostileType), "505" },
        { nameof(NetworkDomains.HostilePolicy), "106 106 106 110 110 116" },
        { nameof(NetworkDomains.HostileCertificate), "603 604" },
        { nameof(NetworkDomains.HostileText), "203 305" },
        { nameof(NetworkDomains.Hostile), "305 401 401 701 752" },
    };

    /// <summary>Domains that have to lead to an app, and the codes.</summary>
    public static TheoryData<string, string, string> OfApps { get; } = new()
    {
        { nameof(NetworkDomains.Good), "app.hosting.test", "" },
        { nameof(NetworkDomains.Good), "mx.mail.test", "406" },
        { nameof(NetworkDomains.Good), "missing.hosting.test", "406" },
        { nameof(NetworkDomains.HostAlias), "app.hosting.test", ForeignRecord },
        { nameof(NetworkDomains.HostAlias), "mx.mail.test", "406" },
        { nameof(NetworkDomains.CaaAllows), "app.hosting.test", "" },
        { nameof(NetworkDomains.CaaForbids), "app.hosting.test", "454" },
        { nameof(NetworkDomains.CaaNearest), "app.hosting.test", "" },
    };

    /// <summary>What the store keeps of the good domain: the mode, the minutes since it was changed, and the codes.</summary>
    public static TheoryData<PolicyMode, int, string> OfHosted { get; } = new()
    {
        { PolicyMode.Enforce, 60, ForeignRecord },
        { PolicyMode.Testing, 60, $"{ForeignRecord} 703" },
        { PolicyMode.Testing, 6, $"{ForeignRecord} 703" },
        { PolicyMode.Testing, 4, $"{ForeignRecord} 753" },
    };

    /// <summary>Mail hosts, and the codes.</summary>
    public static TheoryData<string, string> OfMailHosts { get; } = new()
    {
        { "mx.mail.test", "" },
        { "refusing.mail.test", "801" },
        { "without-starttls.mail.test", "802" },
        { "closed.mail.test", "" },
        { "expired.mail.test", "821" },
        { "not-yet-valid.mail.test", "822" },
        { "wrong-name.mail.test", "823" },
        { "self-signed.mail.test", "824" },
        { "unknown-authority.mail.test", "824" },
        { "missing-intermediate.mail.test", "824" },
        { "hostile.mail.test", "823 824" },
        { "without-tls.mail.test", "825" },
        { "expiring-soon.mail.test", "861" },
        { "only-tls13.mail.test", "862" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(OfDomains))]
    public async Task A_domain_has_these_findings_and_no_other(string domain, string codes) =>
        AssertCodes(codes, await CheckAsync(new CheckRequest(Find(domain))));

    [Theory]
    [MemberData(nameof(OfApps))]
    public async Task A_domain_that_has_to_lead_to_an_app_does_or_does_not(string domain, string app, string codes) =>
        AssertCodes(codes, await CheckAsync(new CheckRequest(Find(domain), App: DomainName.Parse(app))));

    [Theory]
    [MemberData(nameof(OfHosted))]
    public async Task What_is_served_is_what_the_store_keeps_or_drifts(PolicyMode mode, int minutesAgo, string codes)
    {
        var kept = new Policy(mode, [MxPattern.Parse("*.mail.test")], 1209600);
        var stored = new StoredPolicy
        {
            Domain = network.Domains.Good,
            Content = new PolicyContent.Inline(kept),
            Policy = kept,
            Version = "1",
            ChangedAt = DateTimeOffset.UtcNow.AddMinutes(-minutesAgo),
        };

        AssertCodes(codes, await CheckAsync(new CheckRequest(network.Domains.Good, stored)));
    }

    [Theory]
    [MemberData(nameof(OfMailHosts))]
    public async Task A_mail_host_has_these_findings_and_no_other(string host, string codes)
    {
        var report = await CheckAsync(new CheckRequest(NetworkDomains.ReceivingAt(host)), new SmtpProbe(Trust()));

        AssertCodes(codes, report);
        var smtp = Assert.Single(report.Parts, part => part.Area == CheckArea.Smtp);
        var isClosed = host == network.MailHosts.Closed;
        Assert.Equal(isClosed ? $"Port 25 of {host} could not be reached from here." : null, smtp.NotChecked);
        Assert.Equal(codes.Length == 0 && !isClosed, smtp.Outcome == CheckOutcome.Passed);
    }

    [Fact]
    public async Task Without_an_mx_the_domain_itself_is_asked_for_starttls()
    {
        var report = await CheckAsync(new CheckRequest(network.Domains.ImplicitMx), new SmtpProbe(Trust()));

        AssertCodes("453 701 752 823", report);
        Assert.Equal(network.Domains.ImplicitMx.Ascii, report.Findings.Last().Subject);
    }

    [Fact]
    public async Task Mail_hosts_past_the_first_twenty_are_not_asked_and_not_called_good()
    {
        var domain = DomainName.Parse($"many-mx.{NetworkDomains.Scripted}");
        var hosts = Enumerable.Range(1, 22).Select(number => $"h{number}.{domain}").ToList();
        hosts.ForEach(
            host =>
                network.ScriptedDns.Answer(host, ScriptedRecord.Address(network.MailHosts.GetAddress(network.MailHosts.WithoutStartTls))));
        network.ScriptedDns.Answer(domain.Ascii, [.. hosts.Select(host => ScriptedRecord.MailExchange(host))]);

        var smtp = (await CheckAsync(new CheckRequest(domain), new SmtpProbe(Trust()))).Parts[^1];

        Assert.Equal(20, smtp.Findings.Count);
        Assert.Equal("Only the first 20 of 22 mail hosts were asked.", smtp.NotChecked);
    }

    [Fact]
    public async Task Where_the_mx_is_not_known_neither_are_the_mail_hosts()
    {
        var smtp = (await CheckAsync(new CheckRequest(network.Domains.ServerFailure), new SmtpProbe(Trust()))).Parts[^1];

        Assert.Equal((CheckArea.Smtp, "Which hosts receive the domain's mail could not be determined."), (smtp.Area, smtp.NotChecked));
    }

    [Fact]
    public async Task Senders_on_the_internet_cannot_reach_a_private_address_so_neither_does_the_check()
    {
        var report = await CheckAsync(new CheckRequest(network.Domains.Good), new SmtpProbe(Trust()), allowsPrivate: false);

        AssertCodes("407", report);
        Assert.Equal(
            [
                $"mta-sts.{network.Domains.Good} has no public address to fetch the policy from.",
                "There is no policy to compare the MX with.",
                "Port 25 of mx.mail.test could not be reached from here.",
            ],
            report.Parts.Select(part => part.NotChecked).Where(sentence => sentence is not null));
    }

    [Fact]
    public void Every_rule_and_every_domain_is_in_one_of_these_tables()
    {
        var found = OfDomains.Select(row => row.Data.Item2)
            .Concat(OfApps.Select(row => row.Data.Item3))
            .Concat(OfHosted.Select(row => row.Data.Item3))
            .Concat(OfMailHosts.Select(row => row.Data.Item2))
            .SelectMany(codes => codes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Append("407");

        Assert.Empty(CheckRules.All.Select(rule => rule.Finding.Code["MTASTS".Length..]).Except(found));
        Assert.Empty(network.Domains.All.Except(OfDomains.Select(row => Find(row.Data.Item1))));
    }

    private static void AssertCodes(string codes, DomainReport report) =>
        Assert.Equal(
            codes, string.Join(' ', report.Findings.Select(found => found.Finding.Code["MTASTS".Length..]).Order(StringComparer.Ordinal)));

    private DomainName Find(string property) => (DomainName)typeof(NetworkDomains).GetProperty(property)!.GetValue(network.Domains)!;

    private X509Certificate2Collection Trust() => [X509CertificateLoader.LoadCertificateFromFile(network.TrustFile)];

    private Task<DomainReport> CheckAsync(CheckRequest request, SmtpProbe? mailHosts = null, bool allowsPrivate = true) =>
        new DomainChecker(
            new DnsLookup(network.Resolver),
            new PolicyProbe(Trust()),
            mailHosts,
            allowsPrivate,
            TimeProvider.System).CheckAsync(request with { RefreshAfter = TimeSpan.FromMinutes(5) }, Token);
}
