namespace MtaSts.Policies;

/// <summary>What the author of a policy did wrong, each kind once, with the lines where it is.</summary>
internal sealed class PolicyMistakes
{
    private readonly Dictionary<FindingRule, (PolicyMistake First, LineNumbers Lines)> kinds = [];

    public bool IsEmpty => kinds.Count == 0;

    public bool Has(FindingRule rule) => kinds.ContainsKey(rule);

    public void Add(PolicyMistake mistake, int line)
    {
        kinds.TryAdd(mistake.Rule, (mistake, new LineNumbers()));
        kinds[mistake.Rule].Lines.Add(line);
    }

    /// <summary>Takes a mistake back, if it is in no line before <paramref name="line"/>.</summary>
    public void Forget(FindingRule rule, int line)
    {
        if (kinds.TryGetValue(rule, out var kind) && kind.Lines.First >= line)
        {
            kinds.Remove(rule);
        }
    }

    /// <summary>The mistakes with all that is wrong beside them.</summary>
    public Finding[] Conclude(FindingList findings, PolicyFields fields)
    {
        // Not among the others, of which there may be more than are kept.
        var causes = kinds.Values.Select(kind => kind.First.Rule.At(
            kind.Lines.First,
            kind.Lines.IsOne ? kind.First.Column : 0,
            $"{(kind.Lines.IsOne ? "The line" : kind.Lines.Subject)} {kind.Lines.Verb(kind.First.Verb)} {kind.First.What}."));
        return FindingList.Sort([.. fields.Conclude().Findings, .. causes]);
    }
}

/// <summary>A mistake in a line.</summary>
/// <param name="Verb">What the line does, in the form for one: <c>has</c>.</param>
/// <param name="What">The rest of the sentence: <c>a comment</c>.</param>
/// <param name="Column">The column in bytes, from 1; 0 for the line as a whole.</param>
internal sealed record PolicyMistake(FindingRule Rule, string Verb, string What, int Column);
