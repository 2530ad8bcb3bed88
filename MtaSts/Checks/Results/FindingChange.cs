namespace MtaSts.Checks.Results;

/// <summary>How a finding compares with an earlier report.</summary>
public enum FindingChange
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It was in the earlier report, too.</summary>
    Sustained,
}
