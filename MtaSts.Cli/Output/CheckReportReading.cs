using System.Text.Json.Serialization;

namespace MtaSts.Cli.Output;

/// <summary>Reads the report of a check from a file that may hold anything: what is required must be there, and nulls only where they may be.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CheckReportJson))]
internal sealed partial class CheckReportReading : JsonSerializerContext;
