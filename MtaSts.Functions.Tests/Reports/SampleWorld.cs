using MtaSts.Cli.Checks;
using static MtaSts.Functions.Tests.Reports.SampleReports;

namespace MtaSts.Functions.Tests.Reports;

/// <summary>
/// A provider's domains on the morning after a change of their template: two in enforce whose policy does not cover an MX, three in
/// order, and all others in testing with an id to publish.
/// </summary>
internal static class SampleWorld
{
    private static readonly string[] Customers = ["Tailspin Toys", "Wingtip GmbH", "Proseware & Söhne", "Litware"];

    public static CheckReport Create(int count) => new(Noon, [.. Enumerable.Range(0, count).Select(index => CreateDomain(index, count))])
    {
        Backgrounds = Enumerable.Range(0, count).ToDictionary(
            index => GetName(index),
            index => new DomainBackground(
                index % 5 == 4 ? null : Customers[index % 5], GetMode(index, count), Noon.AddDays(-3 - index % 40))),
    };

    private static DomainName GetName(int index) => DomainName.Parse($"{(index % 50 == 7 ? "bücher" : "contoso")}-{index}.example");

    private static bool IsBroken(int index, int count) => count >= 20 && index < 2;

    private static bool IsInOrder(int index, int count) => count >= 20 && index >= count - 3;

    private static PolicyMode GetMode(int index, int count) => IsBroken(index, count) ? PolicyMode.Enforce : PolicyMode.Testing;

    private static DomainReport CreateDomain(int index, int count)
    {
        var (domain, mode) = (GetName(index), GetMode(index, count));
        var (host, mail) = ($"mta-sts.{domain}", $"contoso-{index}.mail.protection.outlook.com");
        CheckPart[] parts =
        [
            new(
                CheckArea.MtaStsRecord,
                [new("CNAME", $"_mta-sts.{domain}.policies.example"), new("id", $"20260227T{index:000000}"), new("TTL", "300 s")],
                IsBroken(index, count) || IsInOrder(index, count) ? [] : [CheckRules.IdDrifted.At(
                    $"_mta-sts.{domain}",
                    $"The id in DNS is '20260227{index:000000}Z1f0c3a55', "
                    + $"but the served policy has the id '20260301{index:000000}Z9a41c0de'.",
                    $"Run 'mta-sts publish {domain}'. Senders fetch the policy again only when the id changes.")]),
            new(CheckArea.TlsRptRecord, [new("record", "v=TLSRPTv1; rua=mailto:tls-reports@example.com")], []),
            new(CheckArea.Host, [new("CNAME", "mta-sts-app.azurewebsites.net"), new("address", "20.50.2.81")], []),
            new(
                CheckArea.Policy,
                [
                    new("URL", $"https://{host}/.well-known/mta-sts.txt"), new("TLS", "TLS 1.3"),
                    new("issuer", "CN=GeoTrust TLS RSA CA G1"),
                    new("certificate", $"until 2026-07-14, {20 + index % 100} days left"), new("status", "200"), new("first byte", "87 ms"),
                    new("mode", mode.ToText()), new("max_age", "1209600 s"),
                ],
                []),
            new(
                CheckArea.Mx, [new("MX", $"0 {mail}")],
                IsBroken(index, count)
                    ? [CheckRules.MxUncovered.At($"mx1.{domain}", $"No mx in the policy covers 'mx1.{domain}'.")]
                    : []),
        ];
        return new DomainReport(
            domain, mode, $"20260227T{index:000000}", IsHosted: true, Consequences.Rank(parts, mode == PolicyMode.Enforce))
        {
            CertificateUntil = Noon.AddDays(20 + index % 100),
        };
    }
}
