using System.Globalization;

namespace MtaSts.Rollout;

/// <summary>
/// What was written by hand: an edit leaves nothing of what it replaced, and so nobody knows what senders hold from before; the first of all
/// looks no different.
/// </summary>
/// <param name="What">What was written, as a sentence begins with it: a domain, or a template.</param>
/// <param name="At">When, by the store's own time.</param>
public sealed record ManualEdit(string What, DateTimeOffset At)
{
    /// <summary>Says what it means for those who wait.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{What} was written by hand at {At:u}; what was served before, if anything, is not known, so a year counts.");
}
