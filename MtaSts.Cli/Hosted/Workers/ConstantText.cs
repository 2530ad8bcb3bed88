using System.Globalization;
using System.Text;
using Acornima;
using Acornima.Ast;
using MtaSts.Policies;

namespace MtaSts.Cli.Hosted.Workers;

/// <summary>
/// The texts that a script says as they are. Nothing of it is run: a name stands for what it was bound to only where that is a text or a
/// number, because lists and objects change under their names.
/// </summary>
internal sealed class ConstantText(ScriptNames names)
{
    private const int MaximumDepth = 50;
    private const int MaximumLength = PolicyParser.MaximumLength;
    private const double LargestExactInteger = 9_007_199_254_740_991;

    // A few lines can repeat a text, or an empty one, more often than there is memory or time: characters and looks, of all texts together.
    private int room = 16 * 1024 * 1024;

    /// <summary>The text that an expression gives; null when only a run could tell, or it is longer than any policy.</summary>
    public string? Find(Node expression) => Find(expression, depth: 0);

    /// <summary>The first part of an expression of which only a run could tell what it gives.</summary>
    public Node FindUnknown(Node expression)
    {
        for (var (node, depth) = (expression, 0); depth < MaximumDepth; depth++)
        {
            var unknown = ListParts(node).FirstOrDefault(part => Find(part) is null);
            if (unknown is null)
            {
                return node;
            }

            node = unknown;
        }

        return expression;
    }

    /// <summary>What a name stands for, as often as names stand for names; else the expression itself.</summary>
    public Node Resolve(Node expression)
    {
        for (var depth = 0; depth < MaximumDepth && expression is Identifier { Name: var name } && names.Find(name) is { } value; depth++)
        {
            expression = value;
        }

        return expression;
    }

    /// <summary>The expressions that a text is put together of, in order; none for one that is not.</summary>
    public static IReadOnlyList<Node> ListParts(Node expression) => expression switch
    {
        TemplateLiteral template => [.. template.Expressions],
        NonLogicalBinaryExpression { Operator: Operator.Addition } sum => ListTerms(sum),
        CallExpression { Callee: MemberExpression { Computed: false, Property: Identifier { Name: "join" }, Object: var list } }
            when list is ArrayExpression { Elements: var elements } => [.. elements.OfType<Node>()],
        CallExpression { Callee: MemberExpression { Computed: false, Property: Identifier { Name: "trim" }, Object: var text } } => [text],
        _ => [],
    };

    // The terms of a long sum lean to the left as deep as the sum is long.
    private static List<Node> ListTerms(NonLogicalBinaryExpression sum)
    {
        var terms = new List<Node>();
        Node node = sum;
        for (; node is NonLogicalBinaryExpression { Operator: Operator.Addition } inner; node = inner.Left)
        {
            terms.Add(inner.Right);
        }

        terms.Add(node);
        terms.Reverse();
        return terms;
    }

    private string? Find(Node node, int depth) => Keep(depth > MaximumDepth || room < 0 ? null : node switch
    {
        StringLiteral { Value: var text } => text,
        NumericLiteral { Value: var number } => FormatNumber(number),
        TemplateLiteral template => JoinTemplate(template, depth),
        NonLogicalBinaryExpression { Operator: Operator.Addition } sum => Add(ListTerms(sum), depth),
        CallExpression call => Call(call, depth),
        Identifier { Name: var name } when names.Find(name) is { } value => Find(value, depth + 1),
        _ => null,
    });

    private string? Keep(string? text)
    {
        room -= 1 + (text?.Length ?? 0);
        return room < 0 || text is { Length: > MaximumLength } ? null : text;
    }

    private static string? FormatNumber(double number) => Math.Abs(number) <= LargestExactInteger && Math.Floor(number).Equals(number)
        ? number.ToString("0", CultureInfo.InvariantCulture)
        : null;

    private string? JoinTemplate(TemplateLiteral template, int depth)
    {
        var text = new StringBuilder();
        foreach (var (quasi, index) in template.Quasis.Select((quasi, index) => (quasi, index)))
        {
            text.Append(quasi.Value.Cooked);
            if (index < template.Expressions.Count)
            {
                if (Find(template.Expressions[index], depth + 1) is not { } value)
                {
                    return null;
                }

                text.Append(value);
            }

            if (text.Length > MaximumLength)
            {
                return null;
            }
        }

        return text.ToString();
    }

    // Numbers are added up until a text comes.
    private string? Add(List<Node> terms, int depth) =>
        terms.Take(2).All(term => Resolve(term) is NumericLiteral) ? null : Join("", terms, depth);

    private string? Call(CallExpression call, int depth)
    {
        if (call is not { Callee: MemberExpression { Computed: false, Property: Identifier { Name: var method }, Object: var target } })
        {
            return null;
        }

        return (method, call.Arguments.Count) switch
        {
            ("trim", 0) => Find(target, depth + 1)?.Trim(),
            ("join", 0) when target is ArrayExpression { Elements: var elements } => Join(",", elements, depth),
            ("join", 1) when target is ArrayExpression { Elements: var elements }
                && Find(call.Arguments[0], depth + 1) is { } separator => Join(separator, elements, depth),
            _ => null,
        };
    }

    private string? Join(string separator, IEnumerable<Node?> parts, int depth)
    {
        var text = new StringBuilder();
        foreach (var (part, index) in parts.Select((part, index) => (part, index)))
        {
            if (part is null || Find(part, depth + 1) is not { } value || text.Length > MaximumLength)
            {
                return null;
            }

            text.Append(index == 0 ? "" : separator).Append(value);
        }

        return text.ToString();
    }
}
