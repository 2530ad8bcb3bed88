using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using MtaSts.Checks.Certificates;
using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>Judges the TLS and the certificate of a host, by the rules for policy hosts or by those for mail hosts.</summary>
/// <param name="rules">The rules.</param>
/// <param name="host">The name that the certificate has to have.</param>
/// <param name="now">The time of the check.</param>
internal sealed class CertificateCheck(CertificateRules rules, string host, DateTimeOffset now)
{
    private const int NamesShown = 3;

    // What renews itself does so a month ahead; two weeks leave time to see why it did not.
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <summary>The version as people write it.</summary>
    public static string GetName(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls12 => "TLS 1.2",
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.None => "unknown",
        _ => $"{protocol}, older than TLS 1.2",
    };

    /// <summary>How long the certificate is still valid.</summary>
    public string DaysLeft(TlsSession session) => (session.NotAfter - now) switch
    {
        { Ticks: < 0 } => "expired",
        { Days: 1 } => "1 day left",
        var left => string.Create(CultureInfo.InvariantCulture, $"{left.Days} days left"),
    };

    /// <summary>A handshake that failed before the certificate was refused or accepted.</summary>
    public CheckFinding NoTls(string? fault) => rules.NoTls.At(host, $"The TLS handshake failed: {PlainText.Quote(fault ?? "")}.");

    /// <summary>What is wrong with what was seen.</summary>
    /// <param name="session">The handshake.</param>
    /// <param name="speaksTls12">Whether the host speaks TLS 1.2; null when that is not known.</param>
    /// <param name="isRefused">Whether the certificate was refused.</param>
    /// <param name="fault">Why, in the words of the system.</param>
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
            yield return rules.ExpiresSoon.At(host, $"The certificate is valid until {Date(session.NotAfter)} only: {DaysLeft(session)}.");
        }

        if (speaksTls12 is false)
        {
            yield return rules.NoTls12.At(host, $"The host speaks {GetName(session.Protocol)}, and not TLS 1.2.");
        }
    }

    /// <summary>A day as in <c>2026-01-31</c>, UTC.</summary>
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
            yield return rules.WrongName.At(host, $"The certificate is for {Describe(session.Names)}.");
        }

        if (session.ChainFaults.Count > 0)
        {
            yield return rules.Untrusted.At(
                host, $"The certificate of {PlainText.Quote(session.Issuer)} is not trusted: {PlainText.Quote(string.Join("; ", session.ChainFaults))}.");
        }
    }

    private static string Describe(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "no DNS name",
        <= NamesShown => string.Join(", ", names.Select(PlainText.Quote)),
        _ => $"{string.Join(", ", names.Take(NamesShown).Select(PlainText.Quote))} and {names.Count - NamesShown} more",
    };
}
