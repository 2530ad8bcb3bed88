using Acornima.Ast;

namespace MtaSts.Cli.Hosted.Workers;

/// <summary>The names of a script that always stand for the same: bound once in all of it, and never assigned to again.</summary>
internal sealed class ScriptNames
{
    private readonly Dictionary<string, Expression?> values = [];

    public static ScriptNames From(Acornima.Ast.Program script)
    {
        var names = new ScriptNames();
        var changed = new HashSet<string>();
        foreach (var node in script.DescendantNodes())
        {
            switch (node)
            {
                case VariableDeclarator { Id: Identifier { Name: var name }, Init: { } value }:
                    names.Bind(name, value);
                    break;
                case VariableDeclarator { Id: var pattern }:
                    names.BindAll(pattern);
                    break;
                case IFunction function:
                    names.BindAll([function.Id, .. function.Params]);
                    break;
                case IClass { Id: { } name }:
                    names.BindAll(name);
                    break;
                case CatchClause { Param: { } parameter }:
                    names.BindAll(parameter);
                    break;
                case ImportDeclarationSpecifier { Local: var name }:
                    names.BindAll(name);
                    break;
                case AssignmentExpression { Left: var target }:
                    changed.UnionWith(ListNames(target));
                    break;
                case UpdateExpression { Argument: var target }:
                    changed.UnionWith(ListNames(target));
                    break;
                case ForInStatement { Left: var target }:
                    changed.UnionWith(ListNames(target));
                    break;
                case ForOfStatement { Left: var target }:
                    changed.UnionWith(ListNames(target));
                    break;
            }
        }

        foreach (var name in changed)
        {
            names.values[name] = null;
        }

        return names;
    }

    /// <summary>What a name stands for; null when that is not known, or differs.</summary>
    public Expression? Find(string name) => values.GetValueOrDefault(name);

    private void Bind(string name, Expression? value)
    {
        if (!values.TryAdd(name, value))
        {
            values[name] = null;
        }
    }

    private void BindAll(params IEnumerable<Node?> patterns)
    {
        foreach (var name in patterns.OfType<Node>().SelectMany(ListNames))
        {
            Bind(name, value: null);
        }
    }

    private static IEnumerable<string> ListNames(Node pattern) =>
        pattern.DescendantNodesAndSelf().OfType<Identifier>().Select(identifier => identifier.Name);
}
