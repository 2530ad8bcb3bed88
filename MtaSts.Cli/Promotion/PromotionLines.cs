using MtaSts.Cli.Console;
using MtaSts.Records;
using MtaSts.Rollout;

namespace MtaSts.Cli.Promotion;

internal static class PromotionLines
{
    public static IEnumerable<string> Format(
        List<PromotionCandidate> cases, List<PromotionCandidate> ready, List<PromotionCandidate> chosen)
    {
        foreach (var promotion in cases)
        {
            var state = promotion.IsDone ? "unchanged"
                : !ready.Contains(promotion) ? "held back"
                : !chosen.Contains(promotion) ? "ready, past --limit"
                : promotion.Blockers.Count > 0 ? "forced"
                : null;
            if (state is not null)
            {
                var blockers = string.Concat(promotion.Blockers.Select(blocker => $"\n  {blocker}"));
                yield return $"{Words.Format(promotion.Domain)}: {state}{blockers}";
            }
        }

        var done = cases.Count(promotion => promotion.IsDone);
        yield return $"Domains: {cases.Count}; held back: {cases.Count - ready.Count - done}; "
            + $"ready: {ready.Count}, of which now: {chosen.Count}.";
    }

    public static string FormatTime(DateTimeOffset? publishAfter) => publishAfter is { } time
        ? $"Change these TXT records after {time:u}, when every cache of the app has the new policy (RFC 8461 §8.1):"
        : "The new policy is served. Change these TXT records now:";

    public static string FormatRecord(PromotionCandidate promoted) =>
        $"_mta-sts.{promoted.Domain}  TXT  \"{new MtaStsRecord(promoted.PromotedId!)}\"";

    public static string FormatNotServed(PromotionCandidate promoted) =>
        $"{Words.Format(promoted.Domain)}: the new policy is not served yet. Leave _mta-sts as it is, "
        + "and find out why with 'mta-sts check'.";
}
