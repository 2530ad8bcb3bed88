using Acornima.Ast;

namespace MtaSts.Cli.Hosted.Workers;

/// <summary>The nodes of a script, its functions by the names that they are called by, and the function that each node is in.</summary>
internal sealed class ScriptNodes
{
    private readonly Dictionary<Node, Node> owners = [];
    private readonly Dictionary<Node, List<string>> names = [];

    private ScriptNodes(Node script)
    {
        var open = new Stack<(Node Node, Node Owner)>([(script, script)]);
        while (open.TryPop(out var next))
        {
            All.Add(next.Node);
            owners[next.Node] = next.Owner;
            Name(next.Node);
            foreach (var child in next.Node.ChildNodes)
            {
                open.Push((child, next.Node is IFunction ? next.Node : next.Owner));
            }
        }

        Functions = names.SelectMany(function => function.Value.Select(name => (name, Function: (IFunction)function.Key)))
            .ToLookup(function => function.name, function => function.Function);
    }

    /// <summary>A node comes before all that is in it.</summary>
    public List<Node> All { get; } = [];

    public ILookup<string, IFunction> Functions { get; }

    public static ScriptNodes From(Node script) => new(script);

    /// <summary>The names of the function that a node is in.</summary>
    public IReadOnlyList<string> ListNames(Node node) => names.GetValueOrDefault(node is IFunction ? node : owners[node]) ?? [];

    /// <summary>The name of a member as it is written, apart from those of variables; null for what is computed.</summary>
    public static string? GetMember(Node node) => node switch
    {
        MemberExpression { Computed: false, Property: Identifier { Name: var name } } => $".{name}",
        IProperty { Computed: false, Key: Identifier { Name: var name } } => $".{name}",
        _ => null,
    };

    private void Name(Node node)
    {
        var (name, value) = node switch
        {
            IFunction { Id: { } id } => (id.Name, node),
            VariableDeclarator { Id: Identifier { Name: var variable }, Init: { } init } => (variable, init),
            AssignmentExpression { Left: Identifier { Name: var variable }, Right: var right } => (variable, right),
            AssignmentExpression { Left: var left, Right: var right } => (GetMember(left), right),
            IProperty { Value: { } member } => (GetMember(node), member),
            _ => (null, node),
        };
        if (name is not null && value is IFunction)
        {
            if (!names.TryGetValue(value, out var list))
            {
                names[value] = list = [];
            }

            list.Add(name);
        }
    }
}
