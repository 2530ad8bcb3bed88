namespace MtaSts.Cli.Reports.Page;

/// <summary>What the reports of a domain come to, from worst to best.</summary>
internal enum ReportedState
{
    /// <summary>Sessions failed, which counts against MTA-STS.</summary>
    Failures,

    /// <summary>No reporting sender used MTA-STS, so nothing is known.</summary>
    WithoutMtaSts,

    /// <summary>There were sessions under MTA-STS, and each went well.</summary>
    WentWell,
}
