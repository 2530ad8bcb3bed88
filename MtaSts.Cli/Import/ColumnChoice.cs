namespace MtaSts.Cli.Import;

/// <summary>Which columns of a CSV file somebody named; null for those to be found by the names that are known.</summary>
/// <param name="Domain">The column of the domains.</param>
/// <param name="Customer">The column that says whose they are.</param>
internal sealed record ColumnChoice(string? Domain, string? Customer)
{
    public bool IsMade => Domain is not null || Customer is not null;
}
