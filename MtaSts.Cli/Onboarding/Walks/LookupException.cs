using MtaSts.Checks.Lookups;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>DNS did not answer, so nothing is known and nothing can be decided.</summary>
internal sealed class LookupException(string message) : Exception(message)
{
    /// <returns>The answer, if it is one.</returns>
    public static DnsAnswer<T> Require<T>(DnsAnswer<T> answer) => answer.IsUnknown || answer.Outcome == DnsOutcome.CnameLoop
        ? throw new LookupException($"{answer.Name} could not be looked up: {answer.Fault}.")
        : answer;
}
