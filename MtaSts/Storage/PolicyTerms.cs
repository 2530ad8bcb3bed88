using Azure.Data.Tables;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>The terms of a policy as people give them, checked just as the row will be that they are written to.</summary>
internal static class PolicyTerms
{
    /// <summary>Seconds; what it is when nobody says.</summary>
    public const int DefaultMaxAge = 604_800;

    private static readonly FindingRule MaxAgeMalformed =
        PolicyRules.MaxAgeMalformed with { Advice = "Write seconds, or a number and h, d or w, such as 14d." };

    /// <summary>The policy of these terms; null when they are invalid.</summary>
    public static Policy? Read(string mode, IEnumerable<string> mx, int maxAge, FindingList findings)
    {
        var row = new TableEntity { ["Mode"] = mode, ["Mx"] = string.Join(' ', mx), ["MaxAge"] = maxAge };
        var policy = PolicyRow.ReadPolicy(row, null, findings);
        return findings.HasErrors ? null : policy;
    }

    /// <summary>Seconds, as <see cref="DurationText"/> writes them; the default when the text is none.</summary>
    public static int ReadMaxAge(string text, FindingList findings)
    {
        if (!DurationText.TryParse(text, out var seconds))
        {
            findings.Add(MaxAgeMalformed, 0, 0, $"The max_age is '{text}'.");
        }
        else if (seconds > Policy.MaximumMaxAge)
        {
            findings.Add(PolicyRules.MaxAgeTooLarge, 0, 0, $"The max_age is {seconds} seconds.");
        }
        else
        {
            return (int)seconds;
        }

        return DefaultMaxAge;
    }
}
