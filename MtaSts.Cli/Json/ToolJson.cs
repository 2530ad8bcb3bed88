using System.Text.Json.Serialization;

namespace MtaSts.Cli.Json;

/// <summary>The shapes of <c>--output json</c>; docs/json.md says what each member is.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(PolicyJson))]
[JsonSerializable(typeof(IReadOnlyList<PolicyJson>))]
[JsonSerializable(typeof(IReadOnlyList<ChangeJson>))]
[JsonSerializable(typeof(IReadOnlyList<DomainRecordsJson>))]
[JsonSerializable(typeof(IReadOnlyList<LintJson>))]
[JsonSerializable(typeof(TemplateJson))]
[JsonSerializable(typeof(IReadOnlyList<TemplateJson>))]
[JsonSerializable(typeof(HostedDomainJson))]
[JsonSerializable(typeof(InitJson))]
[JsonSerializable(typeof(IReadOnlyList<PromotionJson>))]
[JsonSerializable(typeof(IReadOnlyList<StatusJson>))]
[JsonSerializable(typeof(IReadOnlyList<MxMoveJson>))]
[JsonSerializable(typeof(IReadOnlyList<OnboardingJson>))]
[JsonSerializable(typeof(ReportsJson))]
[JsonSerializable(typeof(FetchedReportsJson))]
internal sealed partial class ToolJson : JsonSerializerContext;
