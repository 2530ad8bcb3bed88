namespace MtaSts.Cli.Publishing;

/// <summary>An id was not written, for a reason of the tool's own; the message says it, and what to do.</summary>
internal sealed class IdRefusedException(string message) : Exception(message);
