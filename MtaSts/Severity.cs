namespace MtaSts;

/// <summary>How serious a <see cref="Finding"/> is.</summary>
public enum Severity
{
    /// <summary>Valid, but known to cause problems with real senders.</summary>
    Warning,

    /// <summary>Invalid by the RFC: a conforming sender ignores the whole text.</summary>
    Error,
}
