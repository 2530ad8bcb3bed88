namespace MtaSts.Cli.Publishing;

/// <summary>An id was not written, for a reason of the tool's own; the message says it, and what to do.</summary>
/// <param name="isPassing">Whether the reason goes away by itself.</param>
internal sealed class IdRefusedException(string message, bool isPassing = false) : Exception(message)
{
    public bool IsPassing { get; } = isPassing;
}
