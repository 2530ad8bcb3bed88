using System.Globalization;

namespace MtaSts.Checks;

/// <summary>What senders' reports say about taking a domain to enforce. They can only speak against it: anybody can send one.</summary>
public sealed record ReportVerdict
{
    /// <summary>From when on reports count, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Sessions under MTA-STS in the reports that count.</summary>
    public required long Sessions { get; init; }

    /// <summary>Who reported them, as they call themselves.</summary>
    public required IReadOnlyList<string> Organizations { get; init; }

    /// <summary>Failures because of which enforce would refuse mail, the most first.</summary>
    public required IReadOnlyList<ReportedFailures> HoldingBack { get; init; }

    /// <summary>Failures of a policy that is no longer served and that its successor has mended, the most first.</summary>
    public required IReadOnlyList<ReportedFailures> OfEarlierPolicies { get; init; }

    /// <summary>Whether nobody reported a session under MTA-STS, nor a failure, which speaks neither for nor against.</summary>
    public bool IsWithoutEvidence => Sessions == 0 && HoldingBack.Count == 0 && OfEarlierPolicies.Count == 0;

    /// <summary>The same in words, a clause.</summary>
    public string NoEvidence =>
        $"nobody reported sessions under MTA-STS since {Since.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
}
