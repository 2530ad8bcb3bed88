namespace MtaSts.Upstream;

/// <summary>A policy could not be fetched (RFC 8461 §3.3).</summary>
public sealed class PolicyFetchException(string message, Exception? innerException = null) : Exception(message, innerException);
