namespace MtaSts.Cli.ResourceManager;

/// <summary>Azure refused or failed; the message says what, and what to do.</summary>
/// <param name="status">The HTTP status; 0 where there was no answer.</param>
/// <param name="code">Azure's own code, such as <c>AuthorizationFailed</c>.</param>
internal sealed class ResourceManagerException(int status, string code, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The code of no answer at all.</summary>
    public const string NoAnswer = "NoAnswer";

    /// <summary>The code of a change that Azure takes too long for.</summary>
    public const string TooSlow = "TooSlow";

    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Whether it goes away by itself: it may be tried again, and nobody has anything to mend.</summary>
    public bool IsPassing => IsConflict || Status is 408 or 429 or >= 500 || Code is NoAnswer or TooSlow or AzureZones.NameServersUnknown;

    /// <summary>
    /// Whether the same may succeed later without anybody doing anything: another change of the same resource is under way. The code
    /// Conflict alone does not say that: a name that another app has is one for ever.
    /// </summary>
    public bool IsConflict => Code is "DeploymentActive" or "AnotherOperationInProgress"
        || Message.Contains("another operation is in progress", StringComparison.OrdinalIgnoreCase);
}
