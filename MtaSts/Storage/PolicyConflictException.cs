namespace MtaSts.Storage;

/// <summary>Somebody else changed the policy first; nothing was written.</summary>
public sealed class PolicyConflictException(string message) : Exception(message)
{
    /// <summary>What was to be changed is gone.</summary>
    internal static PolicyConflictException Gone(string what) => new($"The {what} is gone: somebody removed it. Nothing was written.");

    /// <summary>What was to be changed is in another state, and this is who brought it there, and when.</summary>
    internal static PolicyConflictException Changed(string what, string? changedBy, DateTimeOffset changedAt) =>
        new($"The {what} was changed by {changedBy ?? "somebody"} at {changedAt:u}. Nothing was written; look at it, then try again.");
}
