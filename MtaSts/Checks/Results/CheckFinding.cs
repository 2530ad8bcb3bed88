namespace MtaSts.Checks.Results;

/// <summary>Something a sender would stumble on.</summary>
/// <param name="Phase">The step at which it was found.</param>
/// <param name="Subject">The name that it is about, such as <c>_mta-sts.contoso.com</c> or a mail host; may hold whatever DNS said.</param>
/// <param name="Finding">What was seen, what to do, and which section decides; line and column where it is about a text.</param>
public sealed record CheckFinding(CheckPhase Phase, string Subject, Finding Finding)
{
    /// <summary>Whether senders fail on it, or are known to stumble.</summary>
    public Severity Severity => Finding.Severity;
}
