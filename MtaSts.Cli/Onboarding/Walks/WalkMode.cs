namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>What a walk may do.</summary>
/// <param name="MayAct">Whether it may change anything; else it only looks.</param>
/// <param name="Waits">Whether it waits for people, too; Azure and DNS are waited for in any case.</param>
internal readonly record struct WalkMode(bool MayAct, bool Waits);
