using System.Globalization;
using MtaSts.Policies;
using MtaSts.Storage;
using static System.FormattableString;

namespace MtaSts.Rollout;

/// <summary>Says which policies senders still go by.</summary>
public static class SenderPolicyText
{
    private const int MaximumSenders = 5;
    private const int MaximumSentences = 5;
    private const int Hour = 3_600;
    private const int Day = 24 * Hour;

    /// <summary>A sentence for each policy, with the senders that go by it; of very many policies, how many more there are.</summary>
    public static IReadOnlyList<string> Describe(IEnumerable<PolicyInUse> inUse)
    {
        ArgumentNullException.ThrowIfNull(inUse);
        var groups = inUse.GroupBy(use => (use.Policy, use.IsReplaced)).ToList();
        var more = groups.Count - MaximumSentences;
        var sentences = groups.Take(MaximumSentences).Select(group => Describe([.. group]));
        return more <= 0 ? [.. sentences]
            : [.. sentences, more == 1 ? "Senders report 1 more policy." : Invariant($"Senders report {more} more policies.")];
    }

    private static string Describe(List<PolicyInUse> uses)
    {
        var (senders, use) = (FormatSenders(uses), uses.MaxBy(use => use.SeenAt)!);
        var policy = $"{FormatState(use)} ({FormatTerms(use)})";

        // Of a time that ends at midnight, the day is the one before.
        var day = use.SeenAt.UtcDateTime.AddTicks(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return use.IsReplaced
            ? $"{senders} went by {policy} until {day}, and by the current policy since."
            : $"{senders} still {(uses.Count == 1 ? "goes" : "go")} by {policy}, last seen on {day}.";
    }

    private static string FormatSenders(List<PolicyInUse> uses)
    {
        var names = uses.Take(MaximumSenders).Select(use => use.Sender).ToList();
        if (uses.Count > names.Count)
        {
            names.Add(Invariant($"{uses.Count - names.Count} more"));
        }

        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }

    private static string FormatState(PolicyInUse use) => use.State switch
    {
        { Since: { } since } => Invariant($"the state of {since.UtcDateTime:yyyy-MM-dd}"),
        { } => "an earlier state",
        null => "a policy that the history does not know",
    };

    // What the history knows can be looked up there by its day.
    private static string FormatTerms(PolicyInUse use) => use is { State: null, Policy: var policy }
        ? $"{policy.Mode.ToText()}{string.Concat(policy.Mx.Take(MaximumSenders).Select(mx => $", mx {mx}"))}"
            + $"{(policy.Mx.Length > MaximumSenders ? ", …" : "")}, {FormatMaxAge(policy.MaxAge)}"
        : FormatMaxAge(use.Policy.MaxAge);

    private static string FormatMaxAge(int seconds) => seconds switch
    {
        Day => $"max_age {Day}, one day",
        > 0 when seconds % Day == 0 => Invariant($"max_age {seconds}, {seconds / Day} days"),
        > Hour when seconds % Hour == 0 => Invariant($"max_age {seconds}, {seconds / Hour} hours"),
        _ => Invariant($"max_age {seconds}"),
    };
}
