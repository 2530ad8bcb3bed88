namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>Does a step.</summary>
/// <param name="end">Ends the waiting for its turn.</param>
/// <param name="cancellationToken">Breaks it off.</param>
internal delegate Task WalkAct(CancellationToken end, CancellationToken cancellationToken);
