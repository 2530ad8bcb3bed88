namespace MtaSts.Checks.Results;

/// <summary>How a finding of a report stands to an earlier report.</summary>
public enum FindingChange
{
    /// <summary>It was not in the earlier one.</summary>
    Added,

    /// <summary>It was in the earlier one too.</summary>
    Sustained,
}
