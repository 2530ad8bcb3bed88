using System.Globalization;
using System.Net.Http.Headers;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Results;
using MtaSts.Policies;
using MtaSts.Storage;
using static System.FormattableString;

namespace MtaSts.Checks;

/// <summary>Judges the fetch of a policy: HTTP, TLS, the text, and whether it is the policy in the store (RFC 8461 §3.2, §3.3).</summary>
internal static class PolicyCheck
{
    private const int Success = 200;

    // Two senders give up after this time.
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(2);

    /// <param name="refreshAfter">How long the app may go on serving a policy that was replaced.</param>
    public static CheckPart Judge(PolicyFetchResult answer, StoredPolicy? hosted, DateTimeOffset now, TimeSpan refreshAfter = default)
    {
        var host = answer.Url.IdnHost;
        var certificate = new CertificateCheck(CertificateRules.ForPolicyHost, host, now);
        IEnumerable<CheckFinding> findings =
        [
            .. FindFetchFaults(answer, host),
            .. FindTlsFaults(answer, certificate),
            .. FindSyntaxFaults(answer, host),
            .. FindDrift(answer, host, hosted, now - refreshAfter),
        ];
        var part = new CheckPartBuilder(CheckArea.Policy);
        part.AddAll(Observe(answer, certificate), findings);
        return part.ToPart();
    }

    private static IEnumerable<CheckFinding> FindFetchFaults(PolicyFetchResult answer, string host)
    {
        var fault = PlainText.Quote(answer.FaultText ?? "");
        var finding = answer.Fault switch
        {
            FetchFault.NoConnection => CheckRules.NoConnection.At(host, $"No address of the host accepted a connection: {fault}."),
            FetchFault.TooSlow => CheckRules.TooSlow.At(host, $"The policy did not arrive in time: {fault}."),
            FetchFault.BadAnswer => CheckRules.BadAnswer.At(host, $"The response broke off or is not valid HTTP: {fault}."),
            _ => null,
        };
        finding ??= answer.Status switch
        {
            null or Success => null,
            >= 300 and < 400 and var status => CheckRules.Redirected.At(
                host, Invariant($"The response is a redirect ({status}) to {DescribeLocation(answer.Location)}.")),
            var status => CheckRules.BadStatus.At(host, Invariant($"The response has status {status}.")),
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
                yield return CheckRules.Encoded.At(
                    host, $"The policy was sent with encoding {PlainText.Quote(answer.ContentEncoding!)}, although none was requested.");
            }
        }

        if (answer.TimeToFirstByte > ShortestTimeout)
        {
            yield return CheckRules.Slow.At(
                host, Invariant($"The first byte arrived after {answer.TimeToFirstByte.Value.TotalSeconds:0.0} seconds."));
        }
    }

    private static string DescribeLocation(string? location) => location is null ? "no location" : PlainText.Quote(location);

    private static CheckFinding? FindTypeFault(string? type, string host)
    {
        if (!IsPlainText(type, out var parsed))
        {
            return CheckRules.BadContentType.At(
                host, type is null ? "The policy has no content type." : $"The policy has the content type {PlainText.Quote(type)}.");
        }

        var isLower = parsed.MediaType!.All(c => !char.IsAsciiLetterUpper(c));

        // RFC 8461 §3.2 names these two.
        var isKnown = parsed.CharSet?.Trim('"').ToLowerInvariant() is null or "utf-8" or "us-ascii";
        return isLower && isKnown ? null : CheckRules.OddContentType.At(host, $"The policy has the content type {PlainText.Quote(type!)}.");
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

    // A compressed body or one of another type, such as an HTML error page, is not a policy with a hundred errors.
    private static IEnumerable<CheckFinding> FindSyntaxFaults(PolicyFetchResult answer, string host) =>
        answer.Policy is { } result && !IsEncoded(answer) && (result.IsValid || IsPlainText(answer.ContentType, out _))
            ? result.Findings.Select(finding => new CheckFinding(CheckPhase.Syntax, host, finding))
            : [];

    // Without a copy, a provider's policy is whatever the provider serves now: the store has nothing to compare it with.
    private static IEnumerable<CheckFinding> FindDrift(
        PolicyFetchResult answer, string host, StoredPolicy? hosted, DateTimeOffset servedSince)
    {
        if (answer.Policy?.Value is not { } served || hosted?.Policy is not { } stored || served.Equals(stored))
        {
            return [];
        }

        var what = hosted.Content is PolicyContent.Upstream { Url: var url }
            ? $"the copy of the policy at {url.IdnHost}"
            : "the one in the store";
        var message = $"The served policy has the digest {PolicyId.ComputeDigest(served)}, but {what} has "
            + $"{PolicyId.ComputeDigest(stored)}.";
        var rule = (hosted.Since ?? hosted.ChangedAt) > servedSince ? CheckRules.PolicyNotYetServed : CheckRules.PolicyDrifted;
        return [rule.At(host, message)];
    }

    private static IEnumerable<Observation> Observe(PolicyFetchResult answer, CertificateCheck certificate)
    {
        yield return new Observation("URL", answer.Url.ToString());
        if (answer.Tls is { } session)
        {
            yield return new Observation("TLS", CertificateCheck.GetName(session.Protocol));
            yield return new Observation("issuer", PlainText.Cut(session.Issuer));
            yield return new Observation(
                "certificate", $"until {CertificateCheck.Date(session.NotAfter)}, {certificate.DaysLeft(session)}");
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
            yield return new Observation(
                "size", Invariant($"{(isCut ? "over " : "")}{Math.Min(body.Length, PolicyParser.MaximumLength)} bytes"));
        }

        if (answer.TimeToFirstByte is { } first)
        {
            yield return new Observation("first byte", Invariant($"{first.TotalMilliseconds:0} ms"));
        }

        if (answer.Policy?.Value is { } policy)
        {
            yield return new Observation("mode", policy.Mode.ToText());
            yield return new Observation("max_age", Invariant($"{policy.MaxAge} s"));
            yield return new Observation("digest", PolicyId.ComputeDigest(policy));
        }
    }
}
