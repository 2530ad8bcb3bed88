using System.Globalization;

namespace MtaSts.Rollout;

/// <summary>
/// An edit by hand. It leaves no history, so what senders may hold from before is unknown; a first entry by hand looks the same.
/// </summary>
/// <param name="What">What was edited, as the beginning of a sentence: a domain or a template.</param>
/// <param name="At">The store's own time of the edit, UTC.</param>
public sealed record ManualEdit(string What, DateTimeOffset At)
{
    /// <summary>What the edit means for the waiting time.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{What} was edited by hand at {At:u}. What was served before is unknown, so the longest max_age (one year) is assumed.");
}
