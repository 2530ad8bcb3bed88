using MtaSts.Policies;
using MtaSts.Records;
using MtaSts.Rollout;

namespace MtaSts.Cli.Json;

/// <summary>What <c>promote</c> did with a domain.</summary>
internal sealed record PromotionJson
{
    /// <summary>The domain in A-label form.</summary>
    public required string Domain { get; init; }

    /// <summary>promoted, ready (with <c>--dry-run</c>, past <c>--limit</c>, or when a change before it was refused), heldBack, or unchanged (in enforce already).</summary>
    public required string Outcome { get; init; }

    /// <summary>Whole days in testing.</summary>
    public required int DaysInTesting { get; init; }

    /// <summary>What holds it back, or what was forced; a sentence each.</summary>
    public required IReadOnlyList<string> Obstacles { get; init; }

    /// <summary>The id in enforce, for <c>_mta-sts</c>; missing when it does not go.</summary>
    public string? Id { get; init; }

    /// <summary>The text of the TXT record <c>_mta-sts</c>; missing when it is held back, or not served yet after <c>--wait</c>.</summary>
    public string? Record { get; init; }

    /// <summary>From when on the record may be published, UTC; missing unless it was promoted, and when it is not served yet after <c>--wait</c>.</summary>
    public DateTimeOffset? PublishAfter { get; init; }

    /// <summary>Of a domain that something holds back.</summary>
    public static PromotionJson HeldBack(PromotionCandidate promotion) => From(promotion, "heldBack", id: null, isRecordToChange: false);

    /// <summary>Of a domain that is in enforce already.</summary>
    public static PromotionJson Unchanged(PromotionCandidate promotion) => From(promotion, "unchanged", id: null, isRecordToChange: false);

    /// <summary>Of a domain that could go.</summary>
    public static PromotionJson Ready(PromotionCandidate promotion) => From(promotion, "ready", ComputeId(promotion), isRecordToChange: true);

    /// <summary>Of a domain that went.</summary>
    /// <param name="promotion">The domain.</param>
    /// <param name="publishAfter">From when on its record may be published; null when it may not.</param>
    public static PromotionJson Promoted(PromotionCandidate promotion, DateTimeOffset? publishAfter) =>
        From(promotion, "promoted", ComputeId(promotion), publishAfter is not null) with { PublishAfter = publishAfter };

    private static PromotionJson From(PromotionCandidate promotion, string outcome, string? id, bool isRecordToChange) => new()
    {
        Domain = promotion.Domain.Ascii,
        Outcome = outcome,
        DaysInTesting = (int)promotion.InTesting.TotalDays,
        Obstacles = promotion.Blockers,
        Id = id,
        Record = isRecordToChange ? new MtaStsRecord(id!).ToString() : null,
    };

    private static string ComputeId(PromotionCandidate promotion) => PolicyId.Compute(promotion.Draft.Policy!);
}
