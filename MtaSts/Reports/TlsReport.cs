namespace MtaSts.Reports;

/// <summary>
/// What one sender saw of one or more policies in some time, mostly a day (RFC 8460 §4). Anybody can send one: nothing in it is
/// authenticated. All texts are made harmless by <see cref="PlainText"/>.
/// </summary>
public sealed record TlsReport
{
    /// <summary>Who reports, as it calls itself, at most 100 characters.</summary>
    public required string Organization { get; init; }

    /// <summary>What the sender calls this report, at most 200 characters; null where it has no name.</summary>
    public string? Id { get; init; }

    /// <summary>When what is reported began, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it ended, UTC; always after <see cref="Start"/>.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The day of what is reported, in UTC; of a longer time the first.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Start.UtcDateTime);

    /// <summary>What was seen of each policy.</summary>
    public required IReadOnlyList<ReportedPolicy> Policies { get; init; }

    /// <summary>What is odd about it and was read all the same, a clause each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
