using MtaSts.Records;
using MtaSts.Rollout;

namespace MtaSts.Cli.Json;

internal sealed record PromotionJson(
    string Domain,
    string Outcome,
    int DaysInTesting,
    IReadOnlyList<string> Obstacles,
    string? Id,
    string? Record,
    DateTimeOffset? PublishAfter)
{
    public const string Unchanged = "unchanged";
    public const string HeldBack = "heldBack";
    public const string Ready = "ready";
    public const string Promoted = "promoted";

    public DateTimeOffset? HeldUntil { get; init; }

    public IReadOnlyList<DomainRecordsJson>? Publication { get; init; }

    public static PromotionJson From(PromotionCandidate promotion, string outcome, TimeSpan refreshAfter) => new(
        promotion.Domain.Ascii,
        outcome,
        (int)promotion.InTesting.TotalDays,
        promotion.Blockers,
        promotion.Promoted?.Id,
        promotion.Promoted?.Id is { } id ? new MtaStsRecord(id).ToString() : null,
        promotion.Promoted?.Since + refreshAfter)
    {
        HeldUntil = promotion.HeldUntil,
    };
}
