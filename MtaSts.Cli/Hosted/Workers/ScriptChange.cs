using System.Text.RegularExpressions;
using Acornima;
using Acornima.Ast;

namespace MtaSts.Cli.Hosted.Workers;

/// <summary>Finds where a script may change what it has written: a table under any of its names, or the text of a policy.</summary>
internal sealed partial class ScriptChange
{
    private static readonly HashSet<string> Readers =
    [
        ".get", ".has", ".keys", ".values", ".entries", ".forEach", ".map", ".filter", ".find", ".some", ".every", ".includes",
        ".hasOwnProperty", ".call", ".trim", ".startsWith", ".endsWith", ".toString", ".then", ".catch",
    ];

    private static readonly HashSet<string> ObjectReaders =
        [".keys", ".values", ".entries", ".fromEntries", ".freeze", ".seal", ".hasOwn", ".is", ".getOwnPropertyNames"];

    private readonly ScriptNodes nodes;
    private readonly ScriptAliases aliases;
    private readonly HashSet<Node> written;
    private readonly bool isText;

    private ScriptChange(ScriptNodes nodes, ScriptAliases aliases, HashSet<Node> written, bool isText)
    {
        this.nodes = nodes;
        this.aliases = aliases;
        this.written = written;
        this.isText = isText;
    }

    /// <returns>The first place; null when there is none.</returns>
    public static Node? Find(Node script, IReadOnlyList<Node> tables, IReadOnlyList<WrittenPolicy> policies)
    {
        HashSet<Node> places = [.. tables, .. policies.Select(policy => policy.Node)];

        // Where all are mode, mx and max_age, the script has to put the texts together.
        var isText = policies.Any(policy => policy.Node is not ObjectExpression);
        var nodes = ScriptNodes.From(script);
        return ScriptAliases.Find(nodes, places) is not { } aliases ? places.MinBy(place => place.Start)
            : nodes.All.Where(new ScriptChange(nodes, aliases, places, isText).IsChange).MinBy(node => node.Start);
    }

    private bool IsChange(Node node) => !written.Contains(node) && node switch
    {
        AssignmentExpression assignment => IsTarget(assignment.Left) || IsOther(assignment),
        UpdateExpression update => IsTarget(update.Argument),
        UnaryExpression { Operator: Operator.Delete, Argument: var target } => IsTarget(target),
        ForInStatement { Left: var target } => IsTarget(target),
        ForOfStatement { Left: var target } => IsTarget(target),
        CallExpression call => IsChange(call),
        TaggedTemplateExpression tagged => tagged.Quasi.Expressions.Any(aliases.May),
        TemplateLiteral template => isText && template.Expressions.Any(aliases.May)
            && !(template.Expressions.All(aliases.May) && template.Quasis.All(quasi => string.IsNullOrWhiteSpace(quasi.Value.Cooked))),
        NonLogicalBinaryExpression { Operator: Operator.Addition, Left: var left, Right: var right } =>
            isText && ((aliases.May(left) && !IsBlank(right)) || (aliases.May(right) && !IsBlank(left))),
        _ => false,
    };

    private bool IsTarget(Node target) => target.DescendantNodesAndSelf().OfType<MemberExpression>().Any(
        member => aliases.May(member.Object));

    // The name of the table gets another value than what is written.
    private bool IsOther(AssignmentExpression assignment) =>
        assignment.Left is Identifier { Name: var name } && aliases.Written.Contains(name)
        && !assignment.Right.DescendantNodesAndSelf().Any(written.Contains);

    private bool IsChange(CallExpression call)
    {
        if (call.Callee is MemberExpression { Object: var target } callee)
        {
            var method = ScriptNodes.GetMember(callee) ?? "";
            return aliases.May(target) ? !Readers.Contains(method) && !IsLineEnds(method, call) && (isText || method != ".join")
                : target is Identifier { Name: "Object" or "Reflect" } && !ObjectReaders.Contains(method)
                && call.Arguments.Any(aliases.May);
        }

        // A function from elsewhere may do anything with what it is given.
        return call.Callee is Identifier { Name: var name } && !nodes.Functions.Contains(name)
            && call.Arguments.Any(argument => argument is Identifier { Name: var given } && aliases.Written.Contains(given));
    }

    private static bool IsBlank(Node node) => node is StringLiteral { Value: var text } && string.IsNullOrWhiteSpace(text);

    private static bool IsLineEnds(string method, CallExpression call) =>
        method is ".replace" or ".replaceAll" && call.Arguments is [var old, StringLiteral { Value: "\n" or "\r\n" }] && old switch
        {
            StringLiteral { Value: "\n" or "\r\n" } => true,
            RegExpLiteral { RegExp.Pattern: var pattern } => LineEnds().IsMatch(pattern),
            _ => false,
        };

    [GeneratedRegex(@"\A(\\r\??)?\\n\z")]
    private static partial Regex LineEnds();
}
