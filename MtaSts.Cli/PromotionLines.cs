using MtaSts.Policies;
using MtaSts.Promotion;
using MtaSts.Records;

namespace MtaSts.Cli;

/// <summary>What <c>promote</c> tells people, beside the changes themselves.</summary>
internal static class PromotionLines
{
    /// <summary>What holds which domains back, and how many could go.</summary>
    public static IEnumerable<string> Of(List<PromotionCase> cases, List<PromotionCase> ready, List<PromotionCase> chosen)
    {
        foreach (var promotion in cases)
        {
            var state = !ready.Contains(promotion) ? "held back" : promotion.Obstacles.Count > 0 ? "forced" : chosen.Contains(promotion) ? null : "ready, for another time";
            if (state is not null)
            {
                yield return $"{DomainTitle.Of(promotion.Domain)}: {state}" + string.Concat(promotion.Obstacles.Select(obstacle => $"\n  {obstacle}"));
            }
        }

        yield return $"In testing or named: {cases.Count}; ready: {ready.Count}; now: {chosen.Count}.";
    }

    /// <summary>The records to change, and when (RFC 8461 §8.1).</summary>
    /// <param name="promoted">The domains.</param>
    /// <param name="served">Those whose new policy is served.</param>
    /// <param name="publishAfter">From when on it may be done; null when that has come.</param>
    public static IEnumerable<string> OfRecords(List<PromotionCase> promoted, HashSet<DomainName> served, DateTimeOffset? publishAfter)
    {
        if (promoted.Count > 0 && served.Count > 0)
        {
            yield return publishAfter is { } time
                ? $"Change these TXT records, not before {time:u}, when every cache of the app has the new policy (RFC 8461 §8.1):"
                : "The new policy is served. Change these TXT records now:";
        }

        foreach (var domain in promoted.Where(promotion => served.Contains(promotion.Domain)))
        {
            yield return $"  _mta-sts.{domain.Domain}  TXT  \"{new MtaStsRecord(PolicyId.Of(domain.Draft.Policy!))}\"";
        }

        foreach (var domain in promoted.Where(promotion => !served.Contains(promotion.Domain)))
        {
            yield return $"{DomainTitle.Of(domain.Domain)}: the new policy is not served yet; leave _mta-sts as it is, and see why with the command check.";
        }
    }
}
