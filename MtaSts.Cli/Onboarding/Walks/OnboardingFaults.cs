using System.Text.RegularExpressions;
using MtaSts.Cli.ResourceManager;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>What holds up one domain, and must hold up no other.</summary>
internal static partial class OnboardingFaults
{
    /// <summary>The step that a failure makes of a stage; null of one that is not a domain's own.</summary>
    public static OnboardingStep? Describe(Exception exception, OnboardingStage stage) => exception switch
    {
        LookupException lookup => new OnboardingStep(stage, OnboardingTurn.Dns, lookup.Message),
        ResourceManagerException { Code: AzureZones.NameServersUnknown } azure =>
            new OnboardingStep(stage, OnboardingTurn.Dns, azure.Message),
        ResourceManagerException azure when IsRecordMissing().IsMatch(azure.Message) => new OnboardingStep(
            stage, OnboardingTurn.Dns, azure.Message),
        ResourceManagerException { IsPassing: true } azure => new OnboardingStep(stage, OnboardingTurn.Azure, azure.Message),
        PublishingException { IsPassing: true } => new OnboardingStep(stage, OnboardingTurn.Azure, exception.Message),
        ResourceManagerException or PublishingException => new OnboardingStep(stage, OnboardingTurn.Stuck, exception.Message),
        PolicyStoreException or PolicyConflictException or InvalidPolicyException =>
            new OnboardingStep(stage, OnboardingTurn.Stuck, exception.Message),
        _ => null,
    };

    // What App Service says when its resolvers still have what was before.
    [GeneratedRegex(@"\b(CNAME|TXT) record.*\b([Nn]ot found|does not exist)", RegexOptions.Singleline)]
    private static partial Regex IsRecordMissing();
}
