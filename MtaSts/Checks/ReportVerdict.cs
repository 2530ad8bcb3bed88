using static System.FormattableString;

namespace MtaSts.Checks;

/// <summary>What senders' reports say about taking a domain to enforce. They can only speak against it: anybody can send one.</summary>
public sealed record ReportVerdict
{
    /// <summary>Sessions under MTA-STS in the reports that count.</summary>
    public required long Sessions { get; init; }

    /// <summary>Who reported them, as they call themselves.</summary>
    public required IReadOnlyList<string> Organizations { get; init; }

    /// <summary>Failures because of which enforce would refuse mail, the most first.</summary>
    public required IReadOnlyList<ReportedFailures> HoldingBack { get; init; }

    /// <summary>Failures of a policy that is no longer served and that its successor has mended, the most first.</summary>
    public required IReadOnlyList<ReportedFailures> OfEarlierPolicies { get; init; }

    /// <summary>Whether nobody reported a session, which speaks neither for nor against.</summary>
    public bool IsWithoutEvidence => Sessions == 0 && HoldingBack.Count == 0 && OfEarlierPolicies.Count == 0;

    /// <summary>Why not, a sentence for each kind of failure.</summary>
    public IEnumerable<string> GetBlockers() => HoldingBack.Select(failures =>
        $"Senders reported {Count(failures.Sessions)} until {failures.LastDay:yyyy-MM-dd} ({string.Join(", ", failures.Organizations)}): "
        + $"{(failures.Type.Length == 0 ? "no reason given" : failures.Type)}{(failures.Host is null ? "" : $" at {failures.Host}")}. "
        + "In enforce they would not have delivered.");

    private static string Count(long sessions) => sessions == 1 ? "1 failed session" : Invariant($"{sessions:N0} failed sessions");
}
