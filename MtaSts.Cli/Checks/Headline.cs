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

        if (report.Unfinished == 0)
        {
            return Describe(counts, all);
        }

        var rest = counts.Keys.Max() == Standing.NotChecked
            ? DescribeOthers(counts[Standing.NotChecked] - report.Unfinished, all - report.Unfinished)
            : Describe(counts, all);
        return $"{DescribeUnfinished(report)} {rest}";
    }

    /// <summary>How many domains were not looked at.</summary>
    public static string DescribeUnfinished(CheckReport report) =>
        $"{Words.Format(report.Unfinished)} of {Words.Count(report.Domains.Count, "domain")} could not be checked.";

    /// <param name="partly">How many of the others could not be checked in full.</param>
    private static string DescribeOthers(int partly, int others) => (partly, others) switch
    {
        (0, _) => "Nothing was found in the others.",
        (1, 1) => "Nothing was found in the other, but it could not be checked in full.",
        _ => $"Nothing was found in the others, but {Words.Format(partly)} of {Words.Format(others)} could not be checked in full.",
    };

    private static string Describe(Dictionary<Standing, int> counts, int all)
    {
        string Of(Standing standing) => all == 1 ? "The domain" : $"{Words.Format(counts[standing])} of {Words.Format(all)} domains";
        string Has(Standing standing) => $"{Of(standing)} {(counts[standing] == 1 ? "has" : "have")}";
        return counts.Keys.Max() switch
        {
            Standing.MailAtRisk =>
                $"{(all == 1 ? "Mail to the domain is at risk" : $"Mail is at risk in {Of(Standing.MailAtRisk)}")}: "
                + "senders refuse to deliver, or may do so.",
            Standing.ProtectionMissing =>
                $"No risk to mail was found. Protection is missing{(all == 1 ? "" : $" in {Of(Standing.ProtectionMissing)}")}: "
                + "senders deliver as if there were no policy, or by an earlier one.",
            Standing.RecordsToPublish => $"No risk to mail was found. {Has(Standing.RecordsToPublish)} records to publish.",
            Standing.Advice => $"No risk to mail was found. {Has(Standing.Advice)} something that causes trouble with some senders.",
            Standing.NotChecked => all == 1
                ? "Nothing was found, but not everything could be checked."
                : $"Nothing was found, but {Of(Standing.NotChecked)} could not be checked in full.",
            _ when all == 1 => "In order: senders can deliver to the domain as its policy says.",
            _ => $"In order: senders can deliver to all {Words.Format(all)} domains as their policies say.",
        };
    }
}
