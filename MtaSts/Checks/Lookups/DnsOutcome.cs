namespace MtaSts.Checks.Lookups;

/// <summary>How a lookup ended.</summary>
public enum DnsOutcome
{
    /// <summary>There are records.</summary>
    Found,

    /// <summary>The name exists, without such records.</summary>
    NoData,

    /// <summary>There is no such name (NXDOMAIN): of an alias, the name at its end.</summary>
    NxDomain,

    /// <summary>The answer was a failure (SERVFAIL, REFUSED, …) or could not be read.</summary>
    Failed,

    /// <summary>There was no answer in time.</summary>
    NoAnswer,

    /// <summary>The aliases lead back to themselves, or there are too many.</summary>
    CnameLoop,
}
