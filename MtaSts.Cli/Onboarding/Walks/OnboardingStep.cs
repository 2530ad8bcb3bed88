using MtaSts.Records;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>Where a domain stands: the first stage that is not right, and what of it.</summary>
/// <param name="Text">What it is about, a sentence or two; empty when nothing is left to do.</param>
internal sealed record OnboardingStep(OnboardingStage Stage, OnboardingTurn Turn, string Text)
{
    public static OnboardingStep Done { get; } = new(OnboardingStage.Done, OnboardingTurn.Nobody, "");

    /// <summary>The records that a person has to set, in the order in which they are needed.</summary>
    public IReadOnlyList<DomainRecords> ByHand { get; init; } = [];

    public bool IsDone => Stage == OnboardingStage.Done;
}

/// <summary>Whose turn it is.</summary>
internal enum OnboardingTurn
{
    Nobody,

    /// <summary>The tool is at work.</summary>
    Tool,

    /// <summary>Azure takes its time.</summary>
    Azure,

    /// <summary>Resolvers, or the app, still have what was before.</summary>
    Dns,

    /// <summary>A record is to be set by hand.</summary>
    You,

    /// <summary>Something has to be mended; waiting does not help.</summary>
    Stuck,
}
