using System.Runtime.CompilerServices;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Export;

internal sealed class ExportedPolicies(IReadablePolicyStore store, bool isOfTexts, DateTimeOffset now, TimeSpan refreshAfter)
{
    private const int TimelinesAtOnce = 200;

    // Of bytes, on all common file systems; a domain has up to 253, and ".txt" comes on top.
    private const int MaximumFileName = 255;

    public int Count { get; private set; }

    public List<string> LeftOut { get; } = [];

    public async IAsyncEnumerable<ExportedPolicy> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var some in SelectAsync(cancellationToken).Chunk(TimelinesAtOnce).WithCancellation(cancellationToken))
        {
            var timelines = store is IEditablePolicyStore withHistory && !isOfTexts
                ? await withHistory.ReadTimelinesAsync([.. some.Select(stored => stored.Domain)], cancellationToken)
                : null;
            foreach (var (index, stored) in some.Index())
            {
                yield return timelines is null
                    ? new ExportedPolicy(stored)
                    : new ExportedPolicy(stored, FindHeldUntil(stored, timelines[index]), timelines[index].Customer);
            }
        }
    }

    // Only the address of a provider's policy is exported, so that where it is imported even its copy of today is unknown.
    private DateTimeOffset? FindHeldUntil(StoredPolicy stored, PolicyTimeline timeline) => EarlierPolicies.FindEnd(
        timeline, stored.Content is PolicyContent.Upstream ? null : stored.Policy, now, refreshAfter) ?? stored.Since;

    private async IAsyncEnumerable<StoredPolicy> SelectAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stored in store.ListAsync(cancellationToken))
        {
            if (stored.Content is null)
            {
                var fault = stored.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error);
                LeftOut.Add($"{stored.Domain}: the stored policy is invalid: {fault}");
            }
            else if (isOfTexts && stored.Content is PolicyContent.Upstream)
            {
                LeftOut.Add($"{stored.Domain}: its policy comes from upstream, which a folder cannot hold.");
            }
            else if (isOfTexts && PolicyExport.GetFileName(stored.Domain).Length > MaximumFileName)
            {
                LeftOut.Add($"{stored.Domain}: its name is too long for a file. Export to JSON or CSV.");
            }
            else
            {
                Count++;
                yield return stored;
            }
        }
    }
}
