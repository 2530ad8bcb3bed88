using MtaSts.Cli.Onboarding.Walks;

namespace MtaSts.Cli.Json;

/// <param name="WaitsFor">Whose turn it is; null when nothing is left to do.</param>
internal sealed record OnboardingJson(string Domain, string Stage, string? WaitsFor, string Text)
{
    /// <summary>What people have to set, in this order.</summary>
    public IReadOnlyList<DnsRecordJson> Records { get; init; } = [];

    /// <summary>With <c>--what-if</c>: the stages that would be gone through.</summary>
    public IReadOnlyList<string>? Changes { get; init; }

    public static OnboardingJson From(DomainName domain, OnboardingStep step, IReadOnlyList<OnboardingStage>? changes = null) => new(
        domain.Ascii,
        Format(step.Stage),
        step.Turn switch
        {
            OnboardingTurn.Nobody => null,
            OnboardingTurn.Stuck => "fix",
            var turn => $"{turn}".ToLowerInvariant(),
        },
        step.Text)
    {
        Records = [.. (step.ByHand?.Records ?? []).Select(record => DnsRecordJson.From(record, step.ByHand!.Zone))],
        Changes = changes is null ? null : [.. changes.Select(Format)],
    };

    private static string Format(OnboardingStage stage) =>
        stage == OnboardingStage.HostName ? "hostName" : $"{stage}".ToLowerInvariant();
}
