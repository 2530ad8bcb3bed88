namespace MtaSts.Storage;

/// <summary>Somebody else changed the policy first; nothing was written.</summary>
public sealed class PolicyConflictException(string message) : Exception(message);
