namespace MtaSts.Checks.Results;

/// <summary>The outcome of a check or of a part of it; greater is worse.</summary>
public enum CheckOutcome
{
    /// <summary>There are no findings.</summary>
    Passed,

    /// <summary>It could not be checked, which is not the same as good.</summary>
    NotChecked,

    /// <summary>There are only warnings.</summary>
    Warned,

    /// <summary>There is an error.</summary>
    Failed,
}
