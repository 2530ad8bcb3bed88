using MtaSts.Checks.Lookups;

namespace MtaSts.Checks;

internal static class LookupFindings
{
    public static void AddAliases<T>(this CheckPartBuilder part, DnsAnswer<T> answer)
    {
        foreach (var alias in answer.Aliases)
        {
            part.AddObservation("CNAME", alias);
        }
    }

    /// <summary>Whether the lookup got an answer, be it that there are no records; if not, adds the finding.</summary>
    /// <param name="missed">A sentence that says what cannot be judged without it.</param>
    public static bool HasAnswer<T>(this CheckPartBuilder part, DnsAnswer<T> answer, string what, string missed)
    {
        var name = PlainText.Quote(answer.Name);
        var finding = answer.Outcome switch
        {
            DnsOutcome.Failed => CheckRules.LookupFailed.At(answer.Name, $"The lookup of {what} of {name} failed: {answer.Fault}."),
            DnsOutcome.NoAnswer =>
                CheckRules.LookupTimedOut.At(answer.Name, $"The lookup of {what} of {name} got no answer: {answer.Fault}."),
            DnsOutcome.CnameLoop =>
                CheckRules.AliasLoop.At(answer.Name, $"The lookup of {what} of {name} led to no records: {answer.Fault}."),
            _ => null,
        };
        if (finding is null)
        {
            return true;
        }

        part.AddFinding(finding);
        part.AddNotChecked(missed);
        return false;
    }

    /// <summary>Why there are no records, as a sentence: the name does not exist, has none, or points to such a name.</summary>
    /// <param name="what">What is missing, such as <c>TXT record</c>.</param>
    public static string DescribeAbsence<T>(this DnsAnswer<T> answer, string what)
    {
        var name = PlainText.Quote(answer.Name);
        return (answer.Outcome, answer.Aliases) switch
        {
            (DnsOutcome.NxDomain, []) => $"The name {name} does not exist.",
            (DnsOutcome.NxDomain, [.., var end]) => $"The name {name} points to {PlainText.Quote(end)}, which does not exist.",
            (_, []) => $"The name {name} has no {what}.",
            (_, [.., var end]) => $"The name {name} points to {PlainText.Quote(end)}, which has no {what}.",
        };
    }
}
