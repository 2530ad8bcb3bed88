namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>An id was not published; the message says why.</summary>
/// <param name="isPassing">Whether that goes away by itself.</param>
internal sealed class PublishingException(string message, bool isPassing) : Exception(message)
{
    public bool IsPassing { get; } = isPassing;
}
