namespace MtaSts.Functions.Tests.Reports;

/// <summary>Reports as checks of many domains give them, in all states, and reports full of what hostile hosts may say.</summary>
internal static class SampleReports
{
    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Text that does harm wherever it is taken for anything but text.</summary>
    public static string Hostile { get; } =
        "<script>window.harmed = 1</script><img src=x onerror=harmed=1>\"'>]]>&amp;[red]{0}\u001b[31m\0\r\n"
        + "\u0085\u2028\u202e\u2066\ufeff\ufffe\ud800 " + new string('x', 5_000);

    public static CheckPart WithoutEvidence { get; } =
        new(CheckArea.Reports, [new Observation("no evidence", "nobody reported since 2026-02-01")], []) { IsWithoutEvidence = true };

    public static CheckPart Part(CheckArea area, params CheckFinding[] findings) => new(area, [], findings);

    public static DomainReport Domain(string name, params CheckPart[] parts) =>
        new(DomainName.Parse(name), PolicyMode.Enforce, "20260101T000000", true, parts);

    public static CheckFinding Finding(string code, string subject, Severity severity = Severity.Error, string message = "It is wrong.") =>
        new(CheckPhase.Match, subject, new Finding(code, severity, 0, 0, message, "Put it right.", "RFC 8461 §4.1"));

    /// <summary>A domain in which every text is <paramref name="text"/>.</summary>
    public static DomainReport HostileDomain(string name, string text) => new(
        DomainName.Parse(name),
        PolicyMode.Testing,
        text,
        IsHosted: false,
        [.. Enum.GetValues<CheckArea>().Select(area => new CheckPart(
             area, [new Observation(text, text)],
             [
                 new CheckFinding(CheckPhase.Dns, text, new Finding(text, Severity.Error, 1, 2, text, text, text)),
                 new CheckFinding(CheckPhase.Dns, text, new Finding(text, Severity.Warning, 3, 0, text, text, $"RFC 1 §{text}")),
             ],
             text))]);

    public static IReadOnlyList<DomainReport> Many(int count) => [.. Enumerable.Range(0, count).Select(Sample)];

    private static DomainReport Sample(int index)
    {
        var name = index % 13 == 4 ? $"bücher{index}" : $"{Names[index % Names.Length]}{(index < Names.Length ? "" : $"-{index}")}";
        var domain = DomainName.Parse($"{name}.example");
        PolicyMode? mode =
            (index % 8) switch { 0 or 1 or 2 or 5 => PolicyMode.Enforce, 3 or 4 => PolicyMode.Testing, 6 => PolicyMode.None, _ => null };
        return new DomainReport(
            domain, mode, index % 9 == 8 ? null : $"{index:x4}46149ece0e06", index % 5 != 3, [.. CreateParts(domain.Ascii, index)]);
    }

    private static IEnumerable<CheckPart> CreateParts(string domain, int index)
    {
        var (host, mail) = ($"mta-sts.{domain}", $"{domain.Replace('.', '-')}.mail.protection.outlook.com");
        yield return new CheckPart(
            CheckArea.MtaStsRecord,
            [new("Record", $"v=STSv1; id={index:x4}46149ece0e06;"), new("TTL", "300 s"),
                .. index % 3 == 0 ? [new Observation("CNAME", $"_mta-sts.{domain} → _mta-sts.policies.contoso.com")] : (Observation[])[]],
            index % 11 == 5 ? [CheckRules.IdDrifted.At(
                $"_mta-sts.{domain}", "The id is '20250101T000000', but that of the policy served is 'f946149ece0e06e0'.")]
            : index % 11 == 7 ? [CheckRules.LongTtl.At($"_mta-sts.{domain}", "The TTL is 86400 seconds.")] : []);
        yield return new CheckPart(
            CheckArea.TlsRptRecord,
            index % 6 == 2 ? [] : [new("Record", $"v=TLSRPTv1; rua=mailto:tls-reports@{domain},https://tlsrpt.contoso.com/v1")],
            index % 6 == 2 ? [CheckRules.NoReports.At($"_smtp._tls.{domain}", "There is no such record.")] : []);
        yield return new CheckPart(
            CheckArea.Host,
            [new("CNAME", "mta-sts-app.azurewebsites.net → waws-prod-am2-701.sip.azurewebsites.windows.net"),
                new("Addresses", "20.50.2.81, 2603:1020:206:1::19"), new("CAA", "issue \"digicert.com\"")],
            index % 17 != 9 ? []
                : [CheckRules.HostDangling.At(host, "The CNAME leads to 'retired-app.azurewebsites.net', which does not exist.")]);
        yield return index % 17 == 9
            ? new CheckPart(CheckArea.Policy, [], [], "the host has no address.")
            : new CheckPart(
                CheckArea.Policy,
                [
                    new("URL", $"https://{host}/.well-known/mta-sts.txt"), new("Status", "200"),
                    new("Content-Type", "text/plain; charset=utf-8"), new("TLS", "1.3, also 1.2"),
                    new("Certificate", $"CN={host}, by GeoTrust TLS RSA CA G1, until 2026-07-14, 135 days left"),
                    new("First byte", "87 ms"), new("Policy", "mode enforce, max_age 2 weeks, mx *.mail.protection.outlook.com"),
                ],
                index % 7 == 3 ? [CheckRules.Redirected.At(host, $"The host answers 301 and leads to 'https://www.{domain}/'.")]
                : index % 19 == 6 ? [CertificateRules.ForPolicyHost.Expired.At(host, "The certificate expired on 2026-02-20, 9 days ago."),
                    CheckRules.Slow.At(host, "The first byte arrived after 2.8 seconds.")]
                : index % 10 == 1 ? [CertificateRules.ForPolicyHost.ExpiresSoon.At(
                    host, "The certificate expires on 2026-03-08, in 7 days.")]
                : []);
        yield return new CheckPart(
            CheckArea.Mx, [new("MX", $"0 {mail}"), new("Covered", $"{mail} by *.mail.protection.outlook.com")],
            index % 12 == 10 ? [CheckRules.MxUncovered.At($"mx1.{domain}", $"The MX 'mx1.{domain}' is covered by no mx of the policy.",
                "Add 'mx: *.p-v1.mx.microsoft' to the policy.")] : []);
        yield return index % 4 == 0
            ? new CheckPart(CheckArea.Smtp, [], [], $"port 25 of {mail} could not be reached from here.")
            : new CheckPart(
                CheckArea.Smtp,
                [new("STARTTLS", $"{mail}: TLS 1.3"),
                 new("Certificate", "CN=mail.protection.outlook.com, until 2026-09-01, 184 days left")],
                []);
    }

    private static readonly string[] Names = (
        "contoso fabrikam northwind adatum litware tailspin-toys wingtip proseware alpine-ski-house bellows-college best-for-you-organics "
        + "consolidated-messenger fourth-coffee graphic-design-institute humongous-insurance lamna-healthcare "
        + "liberty-delightful-sinful-bakery lucerne-publishing margies-travel munson-pickles nod-publishers relecloud school-of-fine-art "
        + "southridge-video trey-research the-phone-company vanarsdel wide-network-importers woodgrove-bank first-up").Split(' ');
}
