using MtaSts.Policies;
using MtaSts.Records;
using MtaSts.Rollout;

namespace MtaSts.Cli.Json;

internal sealed record PromotionJson
{
    public const string Unchanged = "unchanged";
    public const string HeldBack = "heldBack";
    public const string Ready = "ready";
    public const string Promoted = "promoted";

    public required string Domain { get; init; }
    public required string Outcome { get; init; }
    public required int DaysInTesting { get; init; }
    public required IReadOnlyList<string> Obstacles { get; init; }
    public string? Id { get; init; }
    public string? Record { get; init; }
    public DateTimeOffset? PublishAfter { get; init; }

    /// <summary>The outcome for a domain; <paramref name="publishAfter"/> is null when its record must not change yet.</summary>
    public static PromotionJson From(PromotionCandidate promotion, string outcome, DateTimeOffset? publishAfter)
    {
        var id = outcome is Ready or Promoted ? PolicyId.Compute(promotion.Draft.Policy!) : null;
        return new()
        {
            Domain = promotion.Domain.Ascii,
            Outcome = outcome,
            DaysInTesting = (int)promotion.InTesting.TotalDays,
            Obstacles = promotion.Blockers,
            Id = id,
            Record = id is not null && (outcome == Ready || publishAfter is not null) ? new MtaStsRecord(id).ToString() : null,
            PublishAfter = publishAfter,
        };
    }
}
