namespace MtaSts.Checks.Results;

/// <summary>The result of one area of a check.</summary>
/// <param name="Seen">The observations, good or bad, in the order in which to show them.</param>
/// <param name="NotChecked">Sentences that say what could not be checked, and why; null if everything was.</param>
public sealed record CheckPart(
    CheckArea Area, IReadOnlyList<Observation> Seen, IReadOnlyList<CheckFinding> Findings, string? NotChecked = null)
{
    /// <summary>
    /// Whether there was nothing to judge by: what was found before is then not known to be gone. That holds nothing against the domain.
    /// </summary>
    public bool IsWithoutEvidence { get; init; }

    /// <summary>The worst of its findings; never <see cref="CheckOutcome.Passed"/> if something was not checked.</summary>
    public CheckOutcome Outcome =>
        Findings.Any(finding => finding.Severity == Severity.Error) ? CheckOutcome.Failed
        : Findings.Count > 0 ? CheckOutcome.Warned
        : NotChecked is not null ? CheckOutcome.NotChecked
        : CheckOutcome.Passed;
}

/// <summary>A fact seen by a check.</summary>
/// <param name="Name">What it is, such as <c>CNAME</c>, <c>id</c> or <c>TLS</c>.</param>
/// <param name="Value">The value with its unit; may be foreign text.</param>
public sealed record Observation(string Name, string Value);

/// <summary>Something that a sender has, or may have, a problem with.</summary>
/// <param name="Subject">The name that it is about, such as <c>_mta-sts.contoso.com</c> or a mail host; foreign text, if from DNS.</param>
public sealed record CheckFinding(CheckPhase Phase, string Subject, Finding Finding)
{
    private readonly Consequence? consequence;

    /// <summary>Error if senders fail, warning if some are known to have problems.</summary>
    public Severity Severity => Finding.Severity;

    /// <summary>Whether it compares with what the store has: without the store, nobody looks for it.</summary>
    public bool NeedsStore => Finding.Code is "MTASTS702" or "MTASTS703" or "MTASTS704" or "MTASTS753" or "MTASTS754" or "MTASTS755";

    /// <summary>What follows from it; unless it is said, a conforming sender ignores what has an error.</summary>
    public Consequence Consequence
    {
        get => consequence ?? (Severity == Severity.Error ? Consequence.ProtectionMissing : Consequence.Advice);
        init => consequence = value;
    }
}
