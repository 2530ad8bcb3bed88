namespace MtaSts.Storage;

/// <summary>The store cannot keep what was to be kept; nothing was written.</summary>
public sealed class UnsupportedContentException(string message) : Exception(message);
