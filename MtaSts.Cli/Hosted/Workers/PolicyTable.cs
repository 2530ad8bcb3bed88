using Acornima.Ast;

namespace MtaSts.Cli.Hosted.Workers;

/// <summary>What a script says of its policies.</summary>
/// <param name="Entries">Those of a table: by key, an object, or a Map.</param>
/// <param name="Others">Those that stand in no table.</param>
internal sealed record PolicyTable(IReadOnlyList<PolicyTable.Entry> Entries, IReadOnlyList<WrittenPolicy> Others)
{
    /// <param name="Node">Where it is written.</param>
    /// <param name="Key">The key; null when only a run of the script could tell.</param>
    internal sealed record Entry(Node Node, string? Key, WrittenPolicy Policy);

    /// <summary>Where the tables stand.</summary>
    public required IReadOnlyList<Node> Tables { get; init; }

    public static PolicyTable Find(Node script, ConstantText texts)
    {
        var reader = new PolicyReader(texts);
        var tables = new List<Node>();
        var entries = new List<Entry>();
        var others = new List<WrittenPolicy>();
        var open = new Stack<Node>([script]);
        while (open.TryPop(out var node))
        {
            var table = ListEntries(node, texts, reader);
            if (table.Exists(entry => entry.Policy is not null && IsName(entry.Key)))
            {
                tables.Add(node);
                entries.AddRange(table.Select(entry => new Entry(entry.Node, entry.Key, reader.Require(entry.Value))));
            }
            else if (node is not Identifier && reader.Find(node) is { } policy)
            {
                others.Add(policy);
            }
            else
            {
                foreach (var child in ConstantText.ListParts(node) is { Count: > 0 } parts ? parts : node.ChildNodes.AsEnumerable())
                {
                    open.Push(child);
                }
            }
        }

        return new PolicyTable(
            [.. entries.OrderBy(entry => entry.Node.Start)],
            [.. others.Where(other => !entries.Exists(entry => entry.Policy.Node == other.Node)).OrderBy(other => other.Node.Start)])
        {
            Tables = tables,
        };
    }

    /// <summary>Whether a key can be that of a domain, rather than that of what is served to all others, or a path.</summary>
    public static bool IsName(string? key) =>
        key?.Contains('.', StringComparison.Ordinal) == true && !key.StartsWith('/') && !key.Any(char.IsWhiteSpace);

    private static List<(Node Node, string? Key, Node Value, WrittenPolicy? Policy)> ListEntries(
        Node node, ConstantText texts, PolicyReader reader) => node switch
        {
            ObjectExpression table =>
            [
                .. table.Properties.Select(property => property is ObjectProperty entry
                ? (property, reader.GetName(entry), entry.Value, reader.FindInValue(entry.Value))
                : (property, null, property, (WrittenPolicy?)null)),
        ],
            ArrayExpression { Elements: { Count: > 0 } pairs } when pairs.All(pair => pair is ArrayExpression { Elements.Count: 2 }) =>
            [
                .. pairs.Cast<ArrayExpression>().Where(pair => !pair.Elements.Contains(null)).Select(
                pair => ((Node)pair, texts.Find(pair.Elements[0]!), (Node)pair.Elements[1]!, reader.FindInValue(pair.Elements[1]!))),
        ],
            _ => [],
        };
}
