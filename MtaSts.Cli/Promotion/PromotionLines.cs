using System.Globalization;
using MtaSts.Cli.Console;
using MtaSts.Rollout;
using Spectre.Console;

namespace MtaSts.Cli.Promotion;

/// <summary>What becomes of domains that are not simply promoted: those held back first, many for one reason in one line.</summary>
internal static class PromotionLines
{
    private const int MaximumGroups = 20;
    private const string HeldBack = "Held back";

    public static void Write(
        IAnsiConsole console, List<PromotionCandidate> cases, List<PromotionCandidate> ready, List<PromotionCandidate> chosen)
    {
        var groups = cases.Select(promotion => (Title: FindTitle(promotion, ready, chosen), Promotion: promotion))
            .Where(item => item.Title is not null)
            .GroupBy(
                item => (item.Title, Date: item.Promotion.HeldUntil?.UtcDateTime.Date, Reasons: FormatReasons(item.Promotion)),
                item => item.Promotion)
            .OrderByDescending(group => group.Key.Title == HeldBack)
            .ThenBy(group => group.Key.Date ?? DateTime.MinValue)
            .ThenByDescending(group => group.Count())
            .ToList();
        groups.Take(MaximumGroups).ToList().ForEach(group => Write(console, group.Key.Title!, [.. group]));
        if (groups.Count > MaximumGroups)
        {
            var more = groups.Skip(MaximumGroups).Sum(group => group.Count());
            console.WriteLine($"… and {Words.Count(more, "more domain")}; --output json has them all.");
        }

        var done = cases.Count(promotion => promotion.IsDone);
        console.WriteLine(
            $"Domains: {Words.Format(cases.Count)}; held back: {Words.Format(cases.Count - ready.Count - done)}; "
            + $"ready: {Words.Format(ready.Count)}, of which now: {Words.Format(chosen.Count)}.");
    }

    private static string? FindTitle(PromotionCandidate promotion, List<PromotionCandidate> ready, List<PromotionCandidate> chosen) =>
        promotion.IsDone ? "Unchanged"
        : !ready.Contains(promotion) ? HeldBack
        : !chosen.Contains(promotion) ? "Ready, past --limit"
        : promotion.Blockers.Count > 0 ? "Forced"
        : null;

    private static void Write(IAnsiConsole console, string title, List<PromotionCandidate> group)
    {
        var until = title == HeldBack && group.Max(promotion => promotion.HeldUntil) is { } end ? $" until {FormatMinute(end)}" : "";
        var names = NamedReasons.FormatNames([.. group.Select(promotion => Words.Format(promotion.Domain))]);
        WriteWrapped(console, $"{title}{until}: {names}", indent: 0);
        foreach (var blocker in group[0].Blockers)
        {
            WriteWrapped(console, group.Count > 1 ? Generalise(blocker, group[0]) : blocker, indent: 2);
        }
    }

    private static void WriteWrapped(IAnsiConsole console, string text, int indent)
    {
        foreach (var (index, line) in Words.Wrap(PlainText.Sanitize(text), console.Profile.Width - indent - 2).Index())
        {
            console.WriteLine(new string(' ', index == 0 ? indent : indent + 2) + line);
        }
    }

    /// <summary>What holds a domain back, but for its name.</summary>
    private static string FormatReasons(PromotionCandidate promotion) =>
        string.Join('\n', promotion.Blockers.Select(blocker => Generalise(blocker, promotion)));

    private static string Generalise(string blocker, PromotionCandidate promotion) =>
        blocker.Replace(promotion.Domain.Ascii, "<domain>", StringComparison.Ordinal);

    // Rounded up, so as not to be early.
    private static string FormatMinute(DateTimeOffset time) =>
        time.UtcDateTime.AddTicks(TimeSpan.TicksPerMinute - 1).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
