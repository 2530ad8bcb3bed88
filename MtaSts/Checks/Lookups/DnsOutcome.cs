namespace MtaSts.Checks.Lookups;

/// <summary>How a lookup ended.</summary>
public enum DnsOutcome
{
    /// <summary>There are records.</summary>
    Found,

    /// <summary>The name exists but has no such records.</summary>
    NoData,

    /// <summary>The name, or the target of its CNAMEs, does not exist.</summary>
    NxDomain,

    /// <summary>The response was an error (SERVFAIL, REFUSED, …) or could not be read.</summary>
    Failed,

    /// <summary>There was no response in time.</summary>
    NoAnswer,

    /// <summary>The CNAMEs form a loop, or there are too many.</summary>
    CnameLoop,
}
