namespace MtaSts.Reports;

/// <summary>Sessions that failed for one reason (RFC 8460 §4.3, §4.4). What the sender leaves out or leaves empty is null.</summary>
public sealed record ReportedFailure
{
    /// <summary>The reason, a result type of RFC 8460 §4.3 in lower case, or what the sender wrote; empty where it gives none.</summary>
    public required string Type { get; init; }

    /// <summary>Sessions; 1 where the sender does not say how many.</summary>
    public required long Sessions { get; init; }

    /// <summary>The address that the sender sent from.</summary>
    public string? SendingAddress { get; init; }

    /// <summary>The MX host that it connected to.</summary>
    public string? ReceivingHost { get; init; }
}
