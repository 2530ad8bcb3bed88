namespace MtaSts.Reports;

/// <summary>Sessions that failed for one reason (RFC 8460 §4.3, §4.4). What the sender leaves out or leaves empty is null.</summary>
public sealed record ReportedFailure
{
    /// <summary>The reason, a result type of RFC 8460 §4.3 in lower case, or what the sender wrote.</summary>
    public required string Type { get; init; }

    /// <summary>Sessions; 1 where the sender does not say how many.</summary>
    public required long Sessions { get; init; }

    /// <summary>The address that the sender sent from.</summary>
    public string? SendingAddress { get; init; }

    /// <summary>The MX host that it connected to.</summary>
    public string? ReceivingHost { get; init; }

    /// <summary>What that host called itself.</summary>
    public string? ReceivingHelo { get; init; }

    /// <summary>Its address.</summary>
    public string? ReceivingAddress { get; init; }

    /// <summary>More, in the sender's words or as a URI.</summary>
    public string? AdditionalInformation { get; init; }

    /// <summary>The sender's own code of the reason.</summary>
    public string? ReasonCode { get; init; }
}
