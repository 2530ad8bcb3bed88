using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using MtaSts.Checks.Certificates;
using MtaSts.Checks.Results;

namespace MtaSts.Checks;

internal sealed class CertificateCheck(CertificateRules rules, string host, DateTimeOffset now)
{
    private const int NamesShown = 3;

    // Automatic renewal happens a month ahead; two weeks leave time to find out why it did not.
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static string GetName(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls12 => "TLS 1.2",
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.None => "unknown",
        _ => $"{protocol}, older than TLS 1.2",
    };

    public string DaysLeft(TlsSession session) => (session.NotAfter - now) switch
    {
        { Ticks: < 0 } => "expired",
        { Days: 1 } => "1 day left",
        var left => string.Create(CultureInfo.InvariantCulture, $"{left.Days} days left"),
    };

    public CheckFinding NoTls(string? fault) => rules.NoTls.At(host, $"The TLS handshake failed: {PlainText.Quote(fault ?? "")}.");

    public IEnumerable<CheckFinding> Judge(TlsSession session, bool? speaksTls12, bool isRefused, string? fault)
    {
        var errors = FindErrors(session).ToList();
        if (errors.Count == 0 && isRefused)
        {
            errors.Add(rules.Untrusted.At(host, $"The certificate was refused: {PlainText.Quote(fault ?? "")}."));
        }

        foreach (var error in errors)
        {
            yield return error;
        }

        if (session.NotAfter >= now && session.NotAfter - now < Soon)
        {
            yield return rules.ExpiresSoon.At(host, $"The certificate expires on {Date(session.NotAfter)}: {DaysLeft(session)}.");
        }

        if (speaksTls12 is false)
        {
            yield return rules.NoTls12.At(host, $"The host supports {GetName(session.Protocol)}, but not TLS 1.2.");
        }
    }

    /// <summary>The UTC date, such as <c>2026-01-31</c>.</summary>
    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private IEnumerable<CheckFinding> FindErrors(TlsSession session)
    {
        if (session.NotAfter < now)
        {
            yield return rules.Expired.At(host, $"The certificate expired on {Date(session.NotAfter)}.");
        }

        if (session.NotBefore > now)
        {
            yield return rules.NotYetValid.At(host, $"The certificate is not valid before {Date(session.NotBefore)}.");
        }

        if (session.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            yield return rules.WrongName.At(host, $"The certificate is issued for {Describe(session.Names)}.");
        }

        if (session.ChainFaults.Count > 0)
        {
            var faults = PlainText.Quote(string.Join("; ", session.ChainFaults));
            yield return rules.Untrusted.At(host, $"The certificate issued by {PlainText.Quote(session.Issuer)} is not trusted: {faults}.");
        }
    }

    private static string Describe(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "no DNS name",
        <= NamesShown => string.Join(", ", names.Select(PlainText.Quote)),
        _ => $"{string.Join(", ", names.Take(NamesShown).Select(PlainText.Quote))} and {names.Count - NamesShown} more",
    };
}
