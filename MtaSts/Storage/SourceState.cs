using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>A state of what the rows of many domains refer to: a template, or the copy of a provider's policy.</summary>
/// <param name="Since">Since when it stands, by the store's own clock.</param>
/// <param name="Change">What brought it about.</param>
internal sealed record SourceState(DateTimeOffset Since, RowChange Change)
{
    /// <summary>What a template gave; null of another source, and when it was removed.</summary>
    public TemplateTerms? Terms { get; private init; }

    /// <summary>The provider's policy; null of another source, and when it is invalid.</summary>
    public Policy? Copy { get; private init; }

    public static SourceState FromTemplate(Row row) => new(RowHistory.GetSince(row), RowChange.From(row))
    {
        Terms = row.IsRemoval ? null : TemplateRow.ReadTerms(row),
    };

    public static SourceState FromCopy(Row row) => new(RowHistory.GetSince(row), RowChange.From(row)) { Copy = CopyRow.ReadPolicy(row) };

    /// <summary>What stood last, and was deleted by hand with all that said what it was and since when.</summary>
    public static SourceState LostAfter(Row newest)
    {
        var since = RowHistory.GetSince(newest).AddTicks(1);
        return new SourceState(since, new RowChange(since, By: null, Reason: null));
    }
}
