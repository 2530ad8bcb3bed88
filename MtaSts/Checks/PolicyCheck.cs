using System.Globalization;
using System.Net.Http.Headers;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Results;
using MtaSts.Policies;
using MtaSts.Storage;
using static System.FormattableString;

namespace MtaSts.Checks;

/// <summary>Judges the fetch of a policy: HTTP, TLS, text, and whether it is the policy that is kept (RFC 8461 §3.2, §3.3).</summary>
public static class PolicyCheck
{
    private const int Success = 200;

    // Two senders give up after this time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The part <see cref="CheckArea.Policy"/> of a check.</summary>
    /// <param name="answer">What came of the fetch.</param>
    /// <param name="hosted">What the store keeps for the domain; null when it is not hosted.</param>
    /// <param name="now">The time of the check.</param>
    /// <param name="refreshAfter">For how long after a change the app may still serve what was replaced.</param>
    public static CheckPart Judge(PolicyFetchResult answer, StoredPolicy? hosted, DateTimeOffset now, TimeSpan refreshAfter = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var host = answer.Url.IdnHost;
        var certificate = new CertificateCheck(CertificateRules.OfPolicyHost, host, now);
        IEnumerable<CheckFinding> findings =
        [
            .. FindFetchFaults(answer, host),
            .. FindTlsFaults(answer, certificate),
            .. FindSyntaxFaults(answer, host),
            .. FindDrift(answer, host, hosted, now - refreshAfter),
        ];
        var draft = new CheckPartBuilder(CheckArea.Policy);
        draft.AddAll(Observe(answer, certificate), findings);
        return draft.ToPart();
    }

    private static IEnumerable<CheckFinding> FindFetchFaults(PolicyFetchResult answer, string host)
    {
        var fault = PlainText.Quote(answer.FaultText ?? "");
        var finding = answer.Fault switch
        {
            FetchFault.NoConnection => CheckRules.NoConnection.At(host, $"No connection was accepted: {fault}."),
            FetchFault.TooSlow => CheckRules.TooSlow.At(host, $"The policy did not come in time: {fault}."),
            FetchFault.BadAnswer => CheckRules.BadAnswer.At(host, $"The answer is broken: {fault}."),
            _ => null,
        };
        finding ??= answer.Status switch
        {
            null or Success => null,
            >= 300 and < 400 and var status => CheckRules.Redirected.At(
                host, Invariant($"The answer is the redirect {status} to {(answer.Location is { } location ? PlainText.Quote(location) : "nowhere")}.")),
            var status => CheckRules.BadStatus.At(host, Invariant($"The answer has the status {status}.")),
        };
        if (finding is not null)
        {
            yield return finding;
        }

        if (answer.Status == Success)
        {
            if (FindTypeFault(answer.ContentType, host) is { } typeFault)
            {
                yield return typeFault;
            }

            if (IsEncoded(answer))
            {
                yield return CheckRules.Encoded.At(host, $"The policy came as {PlainText.Quote(answer.ContentEncoding!)}, though no encoding was asked for.");
            }
        }

        if (answer.TimeToFirstByte > Patience)
        {
            yield return CheckRules.Slow.At(host, Invariant($"The first byte came after {answer.TimeToFirstByte.Value.TotalSeconds:0.0} seconds."));
        }
    }

    private static CheckFinding? FindTypeFault(string? type, string host)
    {
        if (!IsPlainText(type, out var parsed))
        {
            return CheckRules.BadContentType.At(host, type is null ? "The policy has no type." : $"The policy has the type {PlainText.Quote(type)}.");
        }

        var isLower = parsed.MediaType!.All(c => !char.IsAsciiLetterUpper(c));

        // RFC 8461 §3.2 names these two.
        var isKnown = parsed.CharSet?.Trim('"').ToLowerInvariant() is null or "utf-8" or "us-ascii";
        return isLower && isKnown ? null : CheckRules.OddContentType.At(host, $"The policy has the type {PlainText.Quote(type!)}.");
    }

    private static bool IsPlainText(string? type, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MediaTypeHeaderValue? parsed) =>
        MediaTypeHeaderValue.TryParse(type, out parsed) && PolicyTransport.IsPlainText(parsed);

    private static bool IsEncoded(PolicyFetchResult answer) =>
        !string.IsNullOrEmpty(answer.ContentEncoding) && !answer.ContentEncoding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<CheckFinding> FindTlsFaults(PolicyFetchResult answer, CertificateCheck certificate)
    {
        CheckFinding[] noTls = answer.Fault == FetchFault.NoTls ? [certificate.NoTls(answer.FaultText)] : [];
        return answer.Tls is { } session
            ? noTls.Concat(certificate.Judge(session, answer.SpeaksTls12, answer.Fault == FetchFault.BadCertificate, answer.FaultText))
            : noTls;
    }

    // What is compressed or of another type, such as a page that says what went wrong, is no policy with a hundred faults.
    private static IEnumerable<CheckFinding> FindSyntaxFaults(PolicyFetchResult answer, string host) =>
        answer.Policy is { } reading && !IsEncoded(answer) && (reading.IsValid || IsPlainText(answer.ContentType, out _))
            ? reading.Findings.Select(finding => new CheckFinding(CheckPhase.Syntax, host, finding))
            : [];

    // A policy of a provider's own is whatever that serves now, so there is nothing to compare.
    private static IEnumerable<CheckFinding> FindDrift(PolicyFetchResult answer, string host, StoredPolicy? hosted, DateTimeOffset servedSince)
    {
        if (answer.Policy?.Value is not { } served || hosted?.Policy is not { } kept || served.Equals(kept))
        {
            return [];
        }

        var message = $"The policy served has the id {PolicyId.Compute(served)}, the one in the store {PolicyId.Compute(kept)}.";
        var rule = hosted.ChangedAt > servedSince ? CheckRules.PolicyNotYetServed : CheckRules.PolicyDrifted;
        return [rule.At(host, message)];
    }

    private static IEnumerable<Observation> Observe(PolicyFetchResult answer, CertificateCheck certificate)
    {
        yield return new Observation("URL", answer.Url.ToString());
        if (answer.Tls is { } session)
        {
            yield return new Observation("TLS", CertificateCheck.GetName(session.Protocol));
            yield return new Observation("issuer", PlainText.Cut(session.Issuer));
            yield return new Observation("certificate", $"until {CertificateCheck.Date(session.NotAfter)}, {certificate.DaysLeft(session)}");
        }

        if (answer.Status is { } status)
        {
            yield return new Observation("status", status.ToString(CultureInfo.InvariantCulture));
        }

        if (answer.ContentType is { } type)
        {
            yield return new Observation("type", PlainText.Cut(type));
        }

        if (answer.Body is { } body)
        {
            var isCut = body.Length > PolicyParser.MaximumLength;
            yield return new Observation("size", Invariant($"{(isCut ? "over " : "")}{Math.Min(body.Length, PolicyParser.MaximumLength)} bytes"));
        }

        if (answer.TimeToFirstByte is { } first)
        {
            yield return new Observation("first byte", Invariant($"{first.TotalMilliseconds:0} ms"));
        }

        if (answer.Policy?.Value is { } policy)
        {
            yield return new Observation("mode", policy.Mode.ToText());
            yield return new Observation("max_age", Invariant($"{policy.MaxAge} s"));
            yield return new Observation("id", PolicyId.Compute(policy));
        }
    }
}
