using Acornima;
using Acornima.Ast;

namespace MtaSts.Cli.Hosted.Workers;

/// <summary>
/// Which parts of a script may give one of its policies, or what holds them. A name is followed through all of the script, whatever its
/// scope, and through calls of the script's own functions: rather too far than not far enough.
/// </summary>
internal sealed class ScriptAliases
{
    private const int MaximumRounds = 25;

    // What is made of a policy in these is of the answer, no longer of the policy.
    private static readonly HashSet<string> Answers = ["Response", "Request", "URL", "Headers", "Error"];

    private readonly ScriptNodes nodes;
    private readonly HashSet<Node> written;
    private readonly HashSet<string> names = [];
    private readonly HashSet<Node> carrying = [];

    private ScriptAliases(ScriptNodes nodes, IEnumerable<Node> written)
    {
        this.nodes = nodes;
        this.written = [.. written];
    }

    /// <summary>The names that a table or a policy is bound to where it is written.</summary>
    public HashSet<string> Written { get; private set; } = [];

    /// <param name="written">Where the policies and their tables are written.</param>
    /// <returns>Null for a script that passes them on more often than anybody would look.</returns>
    public static ScriptAliases? Find(ScriptNodes nodes, IEnumerable<Node> written)
    {
        var aliases = new ScriptAliases(nodes, written);
        for (var round = 0; round < MaximumRounds; round++)
        {
            var count = aliases.names.Count;
            aliases.Mark();
            aliases.nodes.All.ForEach(aliases.Bind);
            aliases.Written = round == 0 ? [.. aliases.names] : aliases.Written;
            if (aliases.names.Count == count)
            {
                return aliases;
            }
        }

        return null;
    }

    public bool May(Node node) => carrying.Contains(node);

    private void Mark()
    {
        for (var index = nodes.All.Count - 1; index >= 0; index--)
        {
            var node = nodes.All[index];
            if (written.Contains(node) || IsNamed(node) || ListSources(node).Any(carrying.Contains))
            {
                carrying.Add(node);
            }
        }
    }

    private bool IsNamed(Node node) =>
        names.Contains(node is Identifier { Name: var name } ? name : node is MemberExpression ? ScriptNodes.GetMember(node) ?? "" : "");

    private IEnumerable<Node> ListSources(Node node) => node switch
    {
        IFunction or UnaryExpression or UpdateExpression or NonLogicalBinaryExpression { Operator: not Operator.Addition } => [],
        NewExpression { Callee: Identifier { Name: var name } } when Answers.Contains(name) => [],
        CallExpression { Callee: Identifier callee } when nodes.Functions.Contains(callee.Name) => [callee],
        CallExpression { Callee: MemberExpression { Object: Identifier { Name: "Object" }, Property: Identifier { Name: "keys" } } } => [],
        MemberExpression member => [member.Object],
        IProperty { Value: { } value } => [value],
        ConditionalExpression choice => [choice.Consequent, choice.Alternate],
        AssignmentExpression assignment => [assignment.Right],
        _ => node.ChildNodes.AsEnumerable(),
    };

    private void Bind(Node node)
    {
        switch (node)
        {
            case VariableDeclarator { Id: var pattern, Init: { } value } when May(value):
                BindAll(pattern);
                break;
            case AssignmentExpression { Left: MemberExpression member, Right: var value } when May(value):
                names.Add(ScriptNodes.GetMember(member) ?? "");
                break;
            case AssignmentExpression { Left: var pattern, Right: var value } when May(value):
                BindAll(pattern);
                break;
            case ForOfStatement { Left: var pattern, Right: var value } when May(value):
                BindAll(pattern);
                break;
            case PropertyDefinition { Value: { } value } when May(value):
                names.Add(ScriptNodes.GetMember(node) ?? "");
                break;
            case ReturnStatement { Argument: { } value } when May(value):
                names.UnionWith(nodes.ListNames(node));
                break;
            case ArrowFunctionExpression { Body: Expression value } when May(value):
                names.UnionWith(nodes.ListNames(node));
                break;
            case CallExpression call:
                Pass(call);
                break;
        }
    }

    private void Pass(CallExpression call)
    {
        var isGiven = call.Arguments.Any(May);
        var name = call.Callee is Identifier identifier ? identifier.Name : ScriptNodes.GetMember(call.Callee);
        var functions = isGiven && name is not null ? nodes.Functions[name] : [];
        if (isGiven || May(call.Callee))
        {
            functions = functions.Concat(call.Arguments.OfType<IFunction>()).Concat(call.Callee is IFunction called ? [called] : []);
        }

        foreach (var parameter in functions.SelectMany(function => function.Params.AsEnumerable()))
        {
            BindAll(parameter);
        }
    }

    private void BindAll(Node pattern) =>
        names.UnionWith(pattern.DescendantNodesAndSelf().OfType<Identifier>().Select(identifier => identifier.Name));
}
