using System.Globalization;
using MtaSts.Checks.Results;
using MtaSts.Reports;
using static System.FormattableString;

namespace MtaSts.Checks;

/// <summary>Says what senders report as a part of a check. That nobody reported is said, and is no finding.</summary>
internal static class ReportCheck
{
    private const int OrganizationsNamed = 5;

    /// <summary>Failures before there is a policy to go by: senders deliver, without protection (RFC 8461 §3.3).</summary>
    private static readonly HashSet<string> OfThePolicy = ["sts-policy-fetch-error", "sts-policy-invalid", "sts-webpki-invalid"];

    /// <param name="isEnforced">Whether senders go by a policy in enforce, as far as the check knows.</param>
    public static CheckPart Judge(DomainName domain, ReportVerdict verdict, bool isEnforced)
    {
        var part = new CheckPartBuilder(CheckArea.Reports);
        part.AddAll(Observe(verdict), verdict.HoldingBack.Select(failures => Describe(domain, failures, isEnforced)));
        return part.ToPart() with { IsWithoutEvidence = verdict.IsWithoutEvidence };
    }

    private static IEnumerable<Observation> Observe(ReportVerdict verdict)
    {
        var since = verdict.Since.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (verdict.IsWithoutEvidence)
        {
            yield return new Observation("no evidence", $"nobody reported since {since}, which speaks neither for nor against it");
            yield break;
        }

        if (verdict.Organizations.Count > 0)
        {
            yield return new Observation("reported by", Name(verdict.Organizations));
        }

        yield return new Observation("sessions", Invariant($"{verdict.Sessions:N0} under MTA-STS since {since}"));
        foreach (var failures in verdict.OfEarlierPolicies)
        {
            yield return new Observation(
                "mended", $"{Count(failures)}: an earlier policy did not cover {failures.Host}, and the policy of today does");
        }
    }

    private static CheckFinding Describe(DomainName domain, ReportedFailures failures, bool isEnforced)
    {
        var kind = FailureKind.Find(failures.Type);
        var (rule, effect) = OfThePolicy.Contains(failures.Type)
            ? (CheckRules.PolicyNotUsed, "They go by the policy that they hold, or by none.")
            : isEnforced || failures.IsEnforced
                ? (CheckRules.DeliveriesRefused, "In enforce, they do not deliver.")
                : (CheckRules.DeliveriesAtStake, "In enforce, they would not deliver.");
        var why = kind.Text.Contains(failures.Type, StringComparison.Ordinal) ? kind.Text : $"{kind.Text} ({failures.Type})";
        return rule.At(failures.Host ?? domain.Ascii, $"Senders reported {Count(failures)}: {why}. {effect}", kind.Advice);
    }

    private static string Count(ReportedFailures failures) => Invariant(
        $"{failures.Sessions:N0} failed session{(failures.Sessions == 1 ? "" : "s")} until {failures.LastDay:yyyy-MM-dd} ")
        + $"({Name(failures.Organizations)})";

    private static string Name(IReadOnlyList<string> organizations)
    {
        var named = string.Join(", ", organizations.Take(OrganizationsNamed).Select(PlainText.Cut));
        return organizations.Count <= OrganizationsNamed ? named : $"{named} and {organizations.Count - OrganizationsNamed} more";
    }
}
