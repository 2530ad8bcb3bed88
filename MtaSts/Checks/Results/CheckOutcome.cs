namespace MtaSts.Checks.Results;

/// <summary>What came of a check or of a part of it; the greater, the worse.</summary>
public enum CheckOutcome
{
    /// <summary>Nothing was found.</summary>
    Passed,

    /// <summary>It could not be looked at: nothing is known, which is not the same as good.</summary>
    NotChecked,

    /// <summary>Only warnings were found.</summary>
    Warned,

    /// <summary>An error was found.</summary>
    Failed,
}
