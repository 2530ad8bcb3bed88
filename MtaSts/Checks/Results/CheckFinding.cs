namespace MtaSts.Checks.Results;

/// <summary>Something that a sender has, or may have, a problem with.</summary>
/// <param name="Subject">The name that it is about, such as <c>_mta-sts.contoso.com</c> or a mail host; foreign text, if from DNS.</param>
public sealed record CheckFinding(CheckPhase Phase, string Subject, Finding Finding)
{
    /// <summary>Error if senders fail, warning if some are known to have problems.</summary>
    public Severity Severity => Finding.Severity;
}
