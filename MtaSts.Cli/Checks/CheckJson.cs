using System.Text.Json.Serialization;

namespace MtaSts.Cli.Checks;

/// <summary>
/// The shapes of <c>check --output json</c>, which <c>check --since</c> reads from a file that may hold anything: what is required must be
/// there, and nulls only where they may be.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true)]
[JsonSerializable(typeof(CheckReportJson))]
internal sealed partial class CheckJson : JsonSerializerContext;
