using System.Text;
using System.Text.Json;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

internal static class JsonRows
{
    public static void Read(string file, string text, ImportInput input)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var (line, counted) = (1, 0);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                input.Faults.Add(ImportRules.JsonMalformed, file, 1, "The JSON is not a list.");
                return;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                line += bytes.AsSpan(counted, start - counted).Count((byte)'\n');
                counted = start;
                ReadPolicy(file, line, JsonElement.ParseValue(ref reader), input);
            }

            reader.Read();
        }
        catch (JsonException exception)
        {
            input.Faults.Add(
                ImportRules.JsonMalformed,
                file,
                (int)(exception.LineNumber ?? 0) + 1,
                "The JSON ends too early or is malformed here; nothing after this line was read.");
        }
    }

    private static void ReadPolicy(string file, int line, JsonElement policy, ImportInput input)
    {
        if (policy.ValueKind != JsonValueKind.Object)
        {
            input.Faults.Add(ImportRules.JsonMalformed, file, line, "This is not a policy.");
            return;
        }

        var total = input.Faults.Total;
        var domain = "";
        var columns = new PolicyColumns();
        foreach (var property in policy.EnumerateObject())
        {
            var (name, value) = (property.Name, property.Value);
            var isRead = true;
            switch (name)
            {
                case "domain":
                    isRead = Text(value, out var text);
                    domain = text ?? "";
                    break;
                case "mode":
                    isRead = Text(value, out text);
                    columns = columns with { Mode = text };
                    break;
                case "mx":
                    isRead = Texts(value, out text);
                    columns = columns with { Mx = text };
                    break;
                case "maxAge":
                    isRead = value.ValueKind is JsonValueKind.Number or JsonValueKind.Null;
                    columns = columns with { MaxAge = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null };
                    break;
                case "template":
                    isRead = Text(value, out text);
                    columns = columns with { Template = text };
                    break;
                case "upstream":
                    isRead = Text(value, out text);
                    columns = columns with { Upstream = text };
                    break;
                case "unicode" or "id" or "text" or "changedAt" or "changedBy" or "reason" or "findings":
                    // What follows from the rest, and how it came to be in another store.
                    break;
                default:
                    input.Faults.Add(ImportRules.NameUnknown, file, line, $"'{name}' is not a member of a policy.");
                    break;
            }

            if (!isRead)
            {
                input.Faults.Add(ImportRules.JsonMalformed, file, line, $"The value of {name} has the wrong type.");
            }
        }

        if (input.Faults.Total == total)
        {
            input.Add(new ImportRow(file, line, domain, columns) { IsResolved = true });
        }
    }

    private static bool Text(JsonElement value, out string? text)
    {
        text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return value.ValueKind is JsonValueKind.String or JsonValueKind.Null;
    }

    private static bool Texts(JsonElement value, out string? texts)
    {
        texts = null;
        if (value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            return false;
        }

        texts = string.Join(' ', value.EnumerateArray().Select(item => item.GetString()));
        return true;
    }
}
