using MtaSts.Cli.Console;

namespace MtaSts.Cli.Checks;

/// <summary>What a report comes to, in a sentence: the worst consequence, and what was not looked at.</summary>
internal static class Headline
{
    public static string From(CheckReport report)
    {
        var counts = report.Standings.ToDictionary(count => count.Standing, count => count.Domains);
        var all = report.Domains.Count;
        if (all == 0)
        {
            return "No domain was checked.";
        }

        var unfinished = report.Domains.Count(domain => domain.IsUnfinished);
        return unfinished == 0
            ? Describe(counts, all)
            : $"{unfinished} of {Words.Count(all, "domain")} could not be checked: the time was over. "
                + Describe(counts, all).Replace("Nothing was found", "Nothing was found in the others", StringComparison.Ordinal);
    }

    private static string Describe(Dictionary<Standing, int> counts, int all)
    {
        string In(Standing standing) => $"{counts[standing]} of {Words.Count(all, "domain")}";
        return counts switch
        {
            _ when counts.ContainsKey(Standing.MailAtRisk) =>
                $"Mail is at risk in {In(Standing.MailAtRisk)}: senders refuse to deliver, or may do so.",
            _ when counts.ContainsKey(Standing.ProtectionMissing) =>
                "No risk to mail was found. Protection is missing in "
                + $"{In(Standing.ProtectionMissing)}: senders deliver as if there were no policy, or by an earlier one.",
            _ when counts.TryGetValue(Standing.RecordsToPublish, out var count) =>
                $"No risk to mail was found. {In(Standing.RecordsToPublish)} {(count == 1 ? "has" : "have")} records to publish.",
            _ when counts.TryGetValue(Standing.Advice, out var count) =>
                $"No risk to mail was found. {In(Standing.Advice)} {(count == 1 ? "has" : "have")} something that causes trouble with some "
                + "senders.",
            _ when counts.ContainsKey(Standing.NotChecked) =>
                $"Nothing was found, but {In(Standing.NotChecked)} could not be checked in full.",
            _ when all == 1 => "In order: senders can deliver to the domain as its policy says.",
            _ => $"In order: senders can deliver to all {Words.Format(all)} domains as their policies say.",
        };
    }
}
