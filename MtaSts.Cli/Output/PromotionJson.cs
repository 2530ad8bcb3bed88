using MtaSts.Policies;
using MtaSts.Promotion;
using MtaSts.Records;

namespace MtaSts.Cli.Output;

/// <summary>What <c>promote</c> did with a domain.</summary>
internal sealed record PromotionJson
{
    /// <summary>The domain in A-label form.</summary>
    public required string Domain { get; init; }

    /// <summary>promoted, ready (with <c>--dry-run</c> or past <c>--limit</c>) or heldBack.</summary>
    public required string Outcome { get; init; }

    /// <summary>Whole days in testing.</summary>
    public required int DaysInTesting { get; init; }

    /// <summary>What holds it back, or what was forced; a sentence each.</summary>
    public required IReadOnlyList<string> Obstacles { get; init; }

    /// <summary>The id in enforce, for <c>_mta-sts</c>; missing when it is held back.</summary>
    public string? Id { get; init; }

    /// <summary>The text of the TXT record <c>_mta-sts</c>; missing when it is held back, or not served yet after <c>--wait</c>.</summary>
    public string? Record { get; init; }

    /// <summary>From when on the record may be published, UTC; missing unless it was promoted.</summary>
    public DateTimeOffset? PublishAfter { get; init; }

    public static PromotionJson Of(PromotionCase promotion, string outcome, DateTimeOffset? publishAfter, bool isServed)
    {
        var id = outcome == "heldBack" ? null : PolicyId.Of(promotion.Draft.Policy!);
        return new PromotionJson
        {
            Domain = promotion.Domain.Ascii,
            Outcome = outcome,
            DaysInTesting = (int)promotion.InTesting.TotalDays,
            Obstacles = promotion.Obstacles,
            Id = id,
            Record = id is null || !isServed ? null : new MtaStsRecord(id).ToString(),
            PublishAfter = outcome == "promoted" ? publishAfter : null,
        };
    }
}
