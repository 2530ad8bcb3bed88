using System.Runtime.CompilerServices;
using MtaSts.Storage;

namespace MtaSts.Cli.Export;

/// <summary>The policies of a store that can be exported, and what was left out.</summary>
internal sealed class ExportedPolicies(IReadablePolicyStore store, bool isOfTexts)
{
    /// <summary>How many were given so far.</summary>
    public int Count { get; private set; }

    /// <summary>What was left out so far, each with why.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>Lists them, in the order of their names.</summary>
    public async IAsyncEnumerable<StoredPolicy> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stored in store.ListAsync(cancellationToken))
        {
            if (stored.Content is null)
            {
                var fault = stored.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error);
                LeftOut.Add($"{stored.Domain}: the stored policy is invalid: {fault}");
            }
            else if (isOfTexts && stored.Policy is null)
            {
                LeftOut.Add($"{stored.Domain}: its policy comes from upstream, which a folder cannot hold.");
            }
            else
            {
                Count++;
                yield return stored;
            }
        }
    }
}
