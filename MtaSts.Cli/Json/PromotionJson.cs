using MtaSts.Policies;
using MtaSts.Records;
using MtaSts.Rollout;

namespace MtaSts.Cli.Json;

internal sealed record PromotionJson
{
    public required string Domain { get; init; }
    public required string Outcome { get; init; }
    public required int DaysInTesting { get; init; }
    public required IReadOnlyList<string> Obstacles { get; init; }
    public string? Id { get; init; }
    public string? Record { get; init; }
    public DateTimeOffset? PublishAfter { get; init; }

    public static PromotionJson HeldBack(PromotionCandidate promotion) => From(promotion, "heldBack", id: null, isRecordToChange: false);

    public static PromotionJson Unchanged(PromotionCandidate promotion) => From(promotion, "unchanged", id: null, isRecordToChange: false);

    public static PromotionJson Ready(PromotionCandidate promotion) => From(
        promotion, "ready", ComputeId(promotion), isRecordToChange: true);

    /// <summary>A domain that was promoted; <paramref name="publishAfter"/> is null when its record must not change yet.</summary>
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
