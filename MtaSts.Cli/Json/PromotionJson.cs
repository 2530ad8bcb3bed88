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

    /// <summary>The outcome for a domain; <paramref name="publishAfter"/> is null when its record must not change yet.</summary>
    public static PromotionJson From(PromotionCandidate promotion, string outcome, DateTimeOffset? publishAfter)
    {
        var id = promotion.PromotedId;
        var record = id is not null && publishAfter is not null ? new MtaStsRecord(id).ToString() : null;
        var days = (int)promotion.InTesting.TotalDays;
        return new(promotion.Domain.Ascii, outcome, days, promotion.Blockers, id, record, publishAfter);
    }
}
