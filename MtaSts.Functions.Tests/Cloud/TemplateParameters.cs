using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>The parameters of a deployment, held against those that its template declares.</summary>
internal static class TemplateParameters
{
    /// <returns>The value of each parameter, the defaults included.</returns>
    /// <exception cref="AzureException">They do not fit.</exception>
    public static JsonObject Read(JsonObject template, JsonObject? supplied)
    {
        var declared = template["parameters"]?.AsObject() ?? [];
        supplied ??= [];
        string[] strange = [.. supplied.Select(parameter => parameter.Key).Where(name => !declared.ContainsKey(name))];
        if (strange.Length > 0)
        {
            throw AzureErrors.InvalidTemplate(
                "The following parameters were supplied, but do not correspond to any parameters defined in the template: "
                + $"'{string.Join(", ", strange)}'. The parameters defined in the template are: "
                + $"'{string.Join(", ", declared.Select(parameter => parameter.Key))}'. "
                + "Please see https://aka.ms/arm-pass-parameter-values for usage details.");
        }

        var values = new JsonObject();
        foreach (var (name, schema) in declared)
        {
            var isSupplied = supplied[name] is JsonObject given && given.ContainsKey("value");
            var value = isSupplied ? supplied[name]!["value"] : schema!["defaultValue"];
            if (!isSupplied && value is null && !IsNullable(template, schema!))
            {
                throw AzureErrors.InvalidTemplate(
                    $"The value for the template parameter '{name}' is not provided. Please see "
                    + "https://aka.ms/arm-parameter-file for usage details.");
            }

            Check(template, schema!, value, name);
            values[name] = value?.DeepClone();
        }

        return values;
    }

    private static void Check(JsonObject template, JsonNode schema, JsonNode? value, string path)
    {
        if (value is null)
        {
            _ = IsNullable(template, schema) ? true : throw Invalid(path, "null");
            return;
        }

        schema = Resolve(template, schema);
        var kind = value.GetValueKind();
        var fits = (string)schema["type"]! switch
        {
            "string" => kind == JsonValueKind.String,
            "int" => kind == JsonValueKind.Number,
            "bool" => kind is JsonValueKind.True or JsonValueKind.False,
            "array" => kind == JsonValueKind.Array,
            _ => kind == JsonValueKind.Object,
        };
        var allowed = schema["allowedValues"]?.AsArray();
        if (!fits || (allowed is not null && !allowed.Any(each => JsonNode.DeepEquals(each, value))))
        {
            throw Invalid(path, value.ToJsonString());
        }

        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            Check(template, member!, value[name], $"{path}.{name}");
        }

        if (schema["items"] is { } items)
        {
            foreach (var (index, item) in value.AsArray().Index())
            {
                Check(template, items, item, $"{path}[{index}]");
            }
        }
    }

    private static bool IsNullable(JsonObject template, JsonNode schema) =>
        (bool?)schema["nullable"] == true || (schema["$ref"] is not null && (bool?)Resolve(template, schema)["nullable"] == true);

    private static JsonNode Resolve(JsonObject template, JsonNode schema) =>
        (string?)schema["$ref"] is { } reference ? template["definitions"]![reference["#/definitions/".Length..]]! : schema;

    private static AzureException Invalid(string path, string value) => AzureErrors.InvalidTemplate(
        $"The provided value for the template parameter '{path}' is not valid. Expected a value of another type or one of those allowed, "
        + $"but received '{value}'. Please see https://aka.ms/arm-parameter-file for usage details.");
}
