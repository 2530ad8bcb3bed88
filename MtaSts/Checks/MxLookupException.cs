namespace MtaSts.Checks;

/// <summary>The MX of a domain could not be looked up, so nothing is known about it.</summary>
public sealed class MxLookupException(string message, Exception? innerException = null) : Exception(message, innerException);
