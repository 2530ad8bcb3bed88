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

    /// <summary>The codes of what is wrong, and the domains of the network with just these.</summary>
    private const string Domains =
        """
        : Good Testing None OnlyTls12 SplitRecord HostAlias CaaAllows CaaForbids CaaNearest RecordAlias
        503: Redirected RedirectedForNow HostileTarget
        504: NotFound Unavailable
        505: Html HostileType
        552: UpperCaseType
        506: Gzip
        551: Slow
        502: NeverAnswering Trickling
        101: Endless TooLarge TenMegabytes
        507: BrokenOff EndlessHeaders
        102: ByteOrderMark
        115: SyntaxError
        752: UnusedPattern
        151 152: Largest
        652: OnlyTls13
        605: WithoutTls HandshakeRefused
        501: Closed
        601: Expired
        602: NotYetValid
        603: WrongName
        604: SelfSigned UnknownAuthority MissingIntermediate
        651: ExpiringSoon
        202: TwoRecords
        251: StrangerBeside HugeText
        201: NoRecord RecordDangling
        205: BadRecord
        455: NoReports
        201 404 408 455: Missing
        405: HostDangling
        404: HostMissing
        701: TwoMx
        701 752: StrayMx
        751 752: StrayMxInTesting
        456: OneMxMissing
        409: MxMissing
        452: NullMx
        453 701 752: ImplicitMx
        408: NoMx
        401 401 401 401: ServerFailure
        402 402 402 402: NoDnsAnswer
        403 403 403: CnameLoop
        451: LongTtl
        106 106 106 110 110 116: HostilePolicy
        603 604: HostileCertificate
        203 305: HostileText
        305 401 401 701 752: Hostile
        """;

    /// <summary>Each domain of the network, and the codes of what is wrong with it.</summary>
    public static TheoryData<string, string> OfDomains { get; } =
    [
        .. from line in Domains.ReplaceLineEndings("\n").Split('\n')
           let parts = line.Split(':')
           from domain in parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
           select (domain, parts[0]),
    ];

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
        { PolicyMode.Enforce, 4, "754" },
        { PolicyMode.Testing, 60, "703" },
        { PolicyMode.Testing, 6, "703" },
        { PolicyMode.Testing, 4, "753 754" },
    };

    /// <summary>An earlier policy of the good domain that senders may hold: its mode and mx, and the codes.</summary>
    public static TheoryData<PolicyMode, string, string> OfHeld { get; } = new()
    {
        { PolicyMode.Enforce, "*.mail.test", "" },
        { PolicyMode.Enforce, "mx.old.test", "704" },
        { PolicyMode.Testing, "mx.old.test", "755" },
        { PolicyMode.None, "mx.old.test", "" },
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

    [Theory, MemberData(nameof(OfDomains))]
    public async Task A_domain_has_these_findings_and_no_other(string domain, string codes) =>
        AssertCodes(codes, await CheckAsync(new CheckRequest(Find(domain))));

    [Theory, MemberData(nameof(OfApps))]
    public async Task A_domain_that_has_to_lead_to_an_app_does_or_does_not(string domain, string app, string codes) =>
        AssertCodes(codes, await CheckAsync(new CheckRequest(Find(domain), App: DomainName.Parse(app))));

    [Theory, MemberData(nameof(OfHosted))]
    public async Task What_is_served_is_what_the_store_keeps_or_drifts(PolicyMode mode, int minutesAgo, string codes)
    {
        var kept = new Policy(mode, [MxPattern.Parse("*.mail.test")], 1209600);
        var stored = new StoredPolicy
        {
            Domain = network.Domains.Good,
            Content = new PolicyContent.Inline(kept),
            Policy = kept,
            Version = "1",
            Id = PolicyId.ComputeDigest(kept),
            ChangedAt = DateTimeOffset.UtcNow.AddMinutes(-minutesAgo),
        };

        AssertCodes(codes, await CheckAsync(new CheckRequest(network.Domains.Good, stored)));
    }

    [Theory, MemberData(nameof(OfHeld))]
    public async Task An_earlier_policy_that_senders_may_hold_covers_the_mx_or_does_not(PolicyMode mode, string mx, string codes)
    {
        var now = DateTimeOffset.UtcNow;
        var held = new HeldPolicy(new Policy(mode, [MxPattern.Parse(mx)], 1209600), now.AddDays(-2), now.AddDays(12));

        AssertCodes(codes, await CheckAsync(new CheckRequest(network.Domains.Good) { Held = [held] }));
    }

    [Theory, MemberData(nameof(OfMailHosts))]
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
                "There is no policy to compare the MX with.", "Port 25 of mx.mail.test could not be reached from here.",
            ],
            report.Parts.Select(part => part.NotChecked).Where(sentence => sentence is not null));
    }

    [Fact]
    public void Every_rule_and_every_domain_is_in_one_of_these_tables()
    {
        var found = OfDomains.Select(row => row.Data.Item2)
            .Concat(OfApps.Select(row => row.Data.Item3))
            .Concat(OfHosted.Select(row => row.Data.Item3))
            .Concat(OfHeld.Select(row => row.Data.Item3))
            .Concat(OfMailHosts.Select(row => row.Data.Item2))
            .SelectMany(codes => codes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Append("407");

        // What is reported is no look at the network; ReportCheckTests has its rules.
        var seen = CheckRules.All.Where(rule => rule.Phase != CheckPhase.Report);
        Assert.Empty(seen.Select(rule => rule.Finding.Code["MTASTS".Length..]).Except(found));
        Assert.Empty(network.Domains.All.Except(OfDomains.Select(row => Find(row.Data.Item1))));
    }

    private static void AssertCodes(string codes, DomainReport report) =>
        Assert.Equal(
            codes, string.Join(' ', report.Findings.Select(found => found.Finding.Code["MTASTS".Length..]).Order(StringComparer.Ordinal)));

    private DomainName Find(string property) => (DomainName)typeof(NetworkDomains).GetProperty(property)!.GetValue(network.Domains)!;
    private X509Certificate2Collection Trust() => [X509CertificateLoader.LoadCertificateFromFile(network.TrustFile)];

    private Task<DomainReport> CheckAsync(CheckRequest request, SmtpProbe? mailHosts = null, bool allowsPrivate = true) =>
        new DomainChecker(
            new DnsLookup(network.Resolver), new PolicyProbe(Trust()), mailHosts, allowsPrivate,
            TimeProvider.System).CheckAsync(request with { RefreshAfter = TimeSpan.FromMinutes(5) }, Token);
}
