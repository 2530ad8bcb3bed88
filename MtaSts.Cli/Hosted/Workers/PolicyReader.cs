using System.Text;
using System.Text.RegularExpressions;
using Acornima.Ast;

namespace MtaSts.Cli.Hosted.Workers;

/// <summary>Recognises policies in a script: written as text, or as an object of mode, mx and max_age.</summary>
internal sealed partial class PolicyReader(ConstantText texts)
{
    private const int MaximumDepth = 4;

    private static readonly string[] Fields = ["mode", "mx", "max_age"];

    /// <summary>The policy that an expression is by its own words; null when it does not look like one.</summary>
    public WrittenPolicy? Find(Node node) =>
        node is ObjectExpression terms ? FindTerms(terms)
        : texts.Find(node) is { } text ? IsPolicy(text) ? new WrittenPolicy(node, text) : null
        : LooksLikePolicy(node) ? CreateUnknown(node, node)
        : null;

    /// <summary>The policy that the value of a table is, or has beside other things; null when there is none.</summary>
    public WrittenPolicy? FindInValue(Node value)
    {
        var node = texts.Resolve(value);
        return Find(node) ?? (node is ObjectExpression { Properties: var properties }
            && properties.OfType<ObjectProperty>().Select(property => Find(texts.Resolve(property.Value))).OfType<WrittenPolicy>().ToList()
                is [var only] ? only : null);
    }

    /// <summary>The policy of a value where there has to be one.</summary>
    public WrittenPolicy Require(Node value)
    {
        var node = texts.Resolve(value);
        return FindInValue(node) ?? (texts.Find(node) is { } text ? new WrittenPolicy(node, text) : CreateUnknown(node, node));
    }

    public string? GetName(ObjectProperty property) =>
        property is { Computed: false, Key: Identifier { Name: var name } } ? name : texts.Find(property.Key);

    private WrittenPolicy? FindTerms(ObjectExpression terms)
    {
        var values = terms.Properties.OfType<ObjectProperty>().ToLookup(GetName, property => property.Value);
        Node[][] parts = [[.. values["mode"]], [.. values["mx"]], [.. values["max_age"], .. values["maxAge"]]];
        return parts.Count(part => part.Length > 0) < 2 ? null
            : FindUnnamed(terms) is { } unnamed ? CreateUnknown(terms, unnamed)
            : Array.FindIndex(parts, part => part.Length > 1) is >= 0 and var twice
                ? new WrittenPolicy(terms, Text: null) { Unknown = parts[twice][1], Fault = $"says {Fields[twice]} twice" }
            : FindText(terms) is { } text
                ? new WrittenPolicy(terms, Text: null) { Unknown = text, Fault = "is there twice, as a text and as mode, mx and max_age" }
            : Write(terms, [.. parts.Select(part => part.FirstOrDefault())]);
    }

    // Any of its members may come of it, and replace one that is written.
    private Node? FindUnnamed(ObjectExpression terms) =>
        terms.Properties.FirstOrDefault(member => member is not ObjectProperty property || GetName(property) is null);

    private Node? FindText(ObjectExpression terms) => terms.Properties.OfType<ObjectProperty>().Select(property => property.Value)
        .FirstOrDefault(value => texts.Resolve(value) is var node and not ObjectExpression && Find(node) is not null);

    private WrittenPolicy Write(ObjectExpression terms, Node?[] parts)
    {
        var text = new StringBuilder("version: STSv1\n");
        foreach (var (name, part) in Fields.Zip(parts))
        {
            foreach (var value in part is ArrayExpression { Elements: var elements } ? elements : (IEnumerable<Node?>)[part])
            {
                if (value is not null && texts.Find(value) is null)
                {
                    return CreateUnknown(terms, value);
                }

                text.Append(value is null ? "" : $"{name}: {texts.Find(value)}\n");
            }
        }

        return new WrittenPolicy(terms, text.ToString());
    }

    private WrittenPolicy CreateUnknown(Node policy, Node part) => new(policy, Text: null) { Unknown = texts.FindUnknown(part) };

    private static bool LooksLikePolicy(Node node)
    {
        var words = new List<string>();
        ListWords(node, words, depth: 0);
        return words is [var first, ..] && FirstField().IsMatch(first) && words.Exists(IsOfVersion);
    }

    // Not what is inside of calls: all of a script may be inside of one.
    private static void ListWords(Node node, List<string> words, int depth)
    {
        words.AddRange(node switch
        {
            StringLiteral { Value: var text } => [text],
            TemplateLiteral template => template.Quasis.Select(quasi => quasi.Value.Cooked ?? ""),
            _ => [],
        });
        if (depth < MaximumDepth)
        {
            foreach (var part in ConstantText.ListParts(node))
            {
                ListWords(part, words, depth + 1);
            }
        }
    }

    private static bool IsPolicy(string text) => FirstField().IsMatch(text) && IsOfVersion(text);

    private static bool IsOfVersion(string text) => text.Contains("STSv1", StringComparison.Ordinal);

    [GeneratedRegex(@"\A\s*(version|mode|mx|max_age)\s*:")]
    private static partial Regex FirstField();
}
