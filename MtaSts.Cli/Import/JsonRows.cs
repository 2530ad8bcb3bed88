using System.Text;
using System.Text.Json;
using MtaSts.Cli.Lists;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

internal static class JsonRows
{
    private static readonly string[] Members =
        ["domain", "mode", "mx", "maxAge", "ownMaxAge", "template", "upstream", "heldUntil", "customer"];

    // What follows from the rest, and how it came to be in another store.
    private static readonly string[] Derived =
    [
        "unicode", "id", "text", "since", "servedAt", "changedAt", "changedBy", "reason", "findings", "upstreamFetchedAt", "upstreamFault",
    ];

    public static void Read(string file, string text, ImportInput input)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var (line, counted) = (1, 0);
        var isEmpty = true;
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
                isEmpty = false;
                ReadPolicy(file, line, JsonElement.ParseValue(ref reader), input);
            }

            reader.Read();
            if (isEmpty)
            {
                input.Faults.Add(ListRules.NoDomain, file, 0, "The list of policies is empty.");
            }
        }
        catch (JsonException exception)
        {
            input.Faults.Add(
                ImportRules.JsonMalformed,
                file,
                (int)(exception.LineNumber ?? 0) + 1,
                "The JSON ends too early or is malformed here; nothing after this line was read.");
        }
        catch (InvalidOperationException)
        {
            // Of what is read, that leaves a text with half of a surrogate pair, such as "\ud800".
            input.Faults.Add(ImportRules.JsonMalformed, file, line, "A text has half of a character; nothing after this line was read.");
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
        var texts = new Dictionary<string, string?>();
        foreach (var (name, value) in policy.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            if (!Members.Contains(name) && !Derived.Contains(name))
            {
                input.Faults.Add(ListRules.NameUnknown, file, line, $"'{name}' is not a member of a policy.");
            }
            else if (texts.ContainsKey(name))
            {
                input.Faults.Add(ImportRules.JsonMalformed, file, line, $"The member {name} appears twice.");
            }
            else if (Members.Contains(name) && !TryRead(name, value, texts))
            {
                input.Faults.Add(ImportRules.JsonMalformed, file, line, $"The value of {name} has the wrong type.");
            }
        }

        var heldUntil = ImportRow.ReadHeldUntil(file, line, texts.GetValueOrDefault("heldUntil"), input.Faults);
        var customer = ImportRow.ReadCustomer(file, line, texts.GetValueOrDefault("customer"), input.Faults);
        if (input.Faults.Total == total)
        {
            var columns = PolicyColumns.From(column => texts.GetValueOrDefault(JsonNamingPolicy.CamelCase.ConvertName(column)));
            var ownMaxAge = texts.GetValueOrDefault("ownMaxAge");
            if (columns.Upstream is not null && policy.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
            {
                // What has an id is shown as it is served, and of that only where it comes from is kept for the domain.
                columns = new PolicyColumns { Upstream = columns.Upstream, Template = columns.Template };
            }

            input.Add(new ImportRow(
                file, line, texts.GetValueOrDefault("domain") ?? "", columns with { MaxAge = ownMaxAge ?? columns.MaxAge })
            {
                IsLiteral = true,
                IsResolved = true,
                HasOwnMaxAge = ownMaxAge is not null,
                HeldUntil = heldUntil,
                Customer = customer,
                IsBackup = policy.TryGetProperty("changedAt", out _),
            });
        }
    }

    private static bool TryRead(string name, JsonElement value, Dictionary<string, string?> texts)
    {
        (var isRead, texts[name]) = (value.ValueKind, name) switch
        {
            (JsonValueKind.Null, _) => (true, null),
            (JsonValueKind.Number, "maxAge" or "ownMaxAge") => (true, value.GetRawText()),
            (JsonValueKind.Array, "mx") when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                (true, string.Join(' ', value.EnumerateArray().Select(item => item.GetString()))),
            (JsonValueKind.String, not ("maxAge" or "ownMaxAge" or "mx")) => (true, value.GetString()),
            _ => (false, null),
        };
        return isRead;
    }
}
