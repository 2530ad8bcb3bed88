using Acornima.Ast;

namespace MtaSts.Cli.Hosted.Workers;

/// <summary>A policy in a script.</summary>
/// <param name="Node">Where it is written.</param>
/// <param name="Text">The policy; null when only a run of the script could tell.</param>
internal sealed record WrittenPolicy(Node Node, string? Text)
{
    /// <summary>Of a policy that is not known, the first part of it that is not; else null.</summary>
    public Node? Unknown { get; init; }

    /// <summary>Why a policy is not known although all of it is written, as what the policy does; else null.</summary>
    public string? Fault { get; init; }

    public int Line => GetLine(Node);

    /// <summary>The line of the script that a line of the text is in; where that cannot be told, the one where the policy begins.</summary>
    public int GetScriptLine(int lineOfText) =>
        Node is TemplateLiteral { Quasis: [{ Value: var value }] } && value.Cooked == value.Raw ? Line + Math.Max(lineOfText - 1, 0) : Line;

    public static int GetLine(Node node) => node.Location.Start.Line;
}
