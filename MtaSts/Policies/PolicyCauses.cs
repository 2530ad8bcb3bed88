using System.Text;

namespace MtaSts.Policies;

/// <summary>
/// Says of an invalid policy what its author did, in place of all that follows from it: looks what the text is, or else reads its lines as
/// they were meant. What is invalid stays so: each cause is an error.
/// </summary>
internal static class PolicyCauses
{
    private const int Shown = 40;

    /// <param name="found">What the parser found in <paramref name="text"/>, at least one error.</param>
    public static IReadOnlyList<Finding> Explain(ReadOnlySpan<byte> text, IReadOnlyList<Finding> found)
    {
        var kind = TextFile.Recognize(text);
        if (FindWhole(text, kind) is { } whole)
        {
            return [whole];
        }

        var findings = new FindingList();
        var rest = PolicyParser.ReadStart(text, findings);
        var fields = new PolicyFields(findings);
        var mistakes = new PolicyMistakes();
        var lines = new MeantLines(fields, mistakes, findings, found);
        for (var line = 1; !rest.IsEmpty && !findings.IsFull; line++)
        {
            lines.Read(PolicyParser.CutLine(ref rest), line);
        }

        lines.Conclude();
        return !fields.HasAny ? [DescribeNoPolicy(text, kind, mistakes)]
            : mistakes.IsEmpty ? found
            : [.. mistakes.Conclude(findings, fields)];
    }

    /// <summary>What the text is, if it is something else as a whole.</summary>
    private static Finding? FindWhole(ReadOnlySpan<byte> text, FileKind kind)
    {
        if (kind is FileKind.Html or FileKind.Xml)
        {
            return PolicyRules.WebPage.At(0, 0, $"This is {TextFile.Describe(kind)}, not a policy.");
        }

        if (kind is not (FileKind.Text or FileKind.Binary))
        {
            return DescribeFile(kind);
        }

        var plain = Encoding.UTF8.GetString(text).Trim('\uFEFF').Trim();
        return plain switch
        {
            "" => PolicyRules.NoText.At(0, 0, "The policy is empty but for white space."),
            ['{', .., '}'] or ['[', .., ']'] => PolicyRules.Json.At(0, 0, "This is JSON, not a policy."),
            _ => null,
        };
    }

    private static Finding DescribeFile(FileKind kind) => PolicyRules.NotText.At(
        0, 0, kind == FileKind.Binary ? "This is not text." : $"This is {TextFile.Describe(kind)}, not plain text in UTF-8.");

    private static Finding DescribeNoPolicy(ReadOnlySpan<byte> text, FileKind kind, PolicyMistakes mistakes)
    {
        if (kind == FileKind.Binary)
        {
            return DescribeFile(kind);
        }

        if (mistakes.Has(PolicyRules.TxtRecord))
        {
            return PolicyRules.TxtRecord.At(0, 0, "This is a TXT record, not a policy.");
        }

        var line = Encoding.UTF8.GetString(text[..Math.Min(text.Length, 1_000)]).Trim().Split('\n')[0].TrimEnd();
        var start = line.Length > Shown ? $"{line[..Shown]}…" : line;
        return PolicyRules.NotPolicy.At(0, 0, $"This is not a policy: no line is a field of one. It begins with {PlainText.Quote(start)}.");
    }
}
