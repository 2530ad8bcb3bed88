namespace MtaSts;

/// <summary>How much a <see cref="Finding"/> weighs.</summary>
public enum Severity
{
    /// <summary>Valid, but real senders are known to stumble on it.</summary>
    Warning,

    /// <summary>Invalid by the RFC: a conforming sender ignores the whole text.</summary>
    Error,
}
