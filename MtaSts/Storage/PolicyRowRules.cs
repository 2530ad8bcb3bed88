using static MtaSts.Severity;

namespace MtaSts.Storage;

/// <summary>What can be found in a row beyond what can be found in any policy (<see cref="Policies.PolicyRules"/>).</summary>
public static class PolicyRowRules
{
    private const string Design = "docs/architecture.md, Data";

    internal static FindingRule Ambiguous { get; } =
        new("MTASTS171", Error, Design, "Keep one of: Mx with Mode and MaxAge, Template, Upstream.");

    internal static FindingRule TemplateNameInvalid { get; } =
        new("MTASTS172", Error, Design, "Use 1 to 40 lower-case letters, digits and hyphens.");

    internal static FindingRule TemplateUnknown { get; } =
        new("MTASTS173", Error, Design, "Create the template, or name one that exists.");

    internal static FindingRule UpstreamInvalid { get; } =
        new("MTASTS174", Error, Design, "Write https://mta-sts.<provider>/.well-known/mta-sts.txt.");

    /// <summary>Every rule, in the order of the codes.</summary>
    public static IReadOnlyList<FindingRule> All { get; } = [Ambiguous, TemplateNameInvalid, TemplateUnknown, UpstreamInvalid];
}
