using MtaSts.Checks.Lookups;

namespace MtaSts.Checks;

/// <summary>What every lookup has in common: its aliases, and what keeps it from being an answer.</summary>
internal static class LookupFindings
{
    /// <summary>Shows where the CNAMEs of an answer lead.</summary>
    public static void SeeAliases<T>(this CheckPartBuilder draft, DnsAnswer<T> answer)
    {
        foreach (var alias in answer.Aliases)
        {
            draft.AddObservation("CNAME", alias);
        }
    }

    /// <summary>Whether an answer says that there are records or that there are none; adds the finding when it says neither.</summary>
    /// <param name="draft">Where the finding goes.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="what">What was looked up, such as <c>the MX</c>.</param>
    /// <param name="missed">What cannot be judged without it, as a plain sentence.</param>
    public static bool Knows<T>(this CheckPartBuilder draft, DnsAnswer<T> answer, string what, string missed)
    {
        var name = PlainText.Quote(answer.Name);
        var finding = answer.Outcome switch
        {
            DnsOutcome.Failed => CheckRules.LookupFailed.At(answer.Name, $"The lookup of {what} of {name} failed: {answer.Fault}."),
            DnsOutcome.NoAnswer => CheckRules.LookupTimedOut.At(answer.Name, $"The lookup of {what} of {name} was not answered: {answer.Fault}."),
            DnsOutcome.CnameLoop => CheckRules.AliasLoop.At(answer.Name, $"The lookup of {what} of {name} ends nowhere: {answer.Fault}."),
            _ => null,
        };
        if (finding is null)
        {
            return true;
        }

        draft.AddFinding(finding);
        draft.AddNotChecked(missed);
        return false;
    }

    /// <summary>Why there are no records, as a sentence: the name does not exist, or has none, or leads to one such.</summary>
    /// <param name="answer">An answer without records.</param>
    /// <param name="what">What is not there, such as <c>TXT record</c>.</param>
    public static string DescribeAbsence<T>(this DnsAnswer<T> answer, string what)
    {
        var name = PlainText.Quote(answer.Name);
        return (answer.Outcome, answer.Aliases) switch
        {
            (DnsOutcome.NxDomain, []) => $"The name {name} does not exist.",
            (DnsOutcome.NxDomain, [.., var end]) => $"The name {name} leads to {PlainText.Quote(end)}, which does not exist.",
            (_, []) => $"The name {name} has no {what}.",
            (_, [.., var end]) => $"The name {name} leads to {PlainText.Quote(end)}, which has no {what}.",
        };
    }
}
