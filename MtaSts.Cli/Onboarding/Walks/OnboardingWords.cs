namespace MtaSts.Cli.Onboarding.Walks;

internal static class OnboardingWords
{
    /// <summary>Such as <c>CNAME: your turn</c>.</summary>
    public static string Format(OnboardingStep step) => Format(step.Stage) + step.Turn switch
    {
        OnboardingTurn.You => ": your turn",
        OnboardingTurn.Azure => ": waits for Azure",
        OnboardingTurn.Dns => ": waits for DNS",
        OnboardingTurn.Stuck => ": stuck",
        _ => "",
    };

    public static string Format(OnboardingStage stage) => stage switch
    {
        OnboardingStage.HostName => "host name",
        OnboardingStage.Cname => "CNAME",
        _ => $"{stage}".ToLowerInvariant(),
    };
}
