using System.Globalization;

namespace MtaSts.Removal;

/// <summary>An edit by hand: it leaves nothing of what it replaced, and so nobody knows what senders hold from before.</summary>
/// <param name="What">What was edited, as a sentence begins with it: a domain, or a template.</param>
/// <param name="At">When, by the store's own time.</param>
public sealed record HandEdit(string What, DateTimeOffset At)
{
    /// <summary>Says what it means for those who wait.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{What} was changed by hand at {At:u}; what was served before is not known, so a year counts.");
}
