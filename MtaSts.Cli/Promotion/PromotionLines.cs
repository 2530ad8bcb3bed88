using MtaSts.Cli.Console;
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
}
