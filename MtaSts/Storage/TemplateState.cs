namespace MtaSts.Storage;

/// <summary>A state of a template, for the policies that used it.</summary>
/// <param name="Terms">What it gave; null when it is its removal.</param>
internal sealed record TemplateState(DateTimeOffset Since, TemplateTerms? Terms, RowChange Change)
{
    public static TemplateState From(Row row) => new(
        RowHistory.GetSince(row), row.IsRemoval ? null : TemplateRow.ReadTerms(row), RowChange.From(row));
}
