namespace MtaSts.Storage;

/// <summary>The store did not answer, or not as a store does. Nothing follows from it about any domain.</summary>
public sealed class PolicyStoreException(string message, Exception? innerException = null) : Exception(message, innerException);
