using MtaSts.Policies;
using MtaSts.Storage;
using static System.FormattableString;

namespace MtaSts.Rollout;

/// <summary>
/// The reasons not to stop hosting a domain that is in mode none, beside the time that it takes: senders learn of mode none by its id, and
/// get it from the host (RFC 8461 §8.3).
/// </summary>
public static class RemovalGate
{
    /// <summary>What the host and DNS have not done yet, a sentence each.</summary>
    public static IEnumerable<string> GetBlockers(RolloutStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        if (!status.IsServedEverywhere)
        {
            yield return status.IsServed == true && !status.IsOverAge
                ? Invariant($"An instance of the app may have an earlier policy in memory until {status.SettledAt:u}.")
                : HostFault.Describe(status).Text;
        }

        var record = $"_mta-sts.{status.Domain}";
        if (!status.Seen.IsIdKnown)
        {
            yield return $"The record {record} could not be looked up: {status.Seen.Record?.Fault ?? "it was not asked for"}.";
        }
        else if (status.PublishedId is { } published && status.IsPublished == false)
        {
            // Some senders renew what they hold without a fetch, as long as the id stays.
            yield return $"The record {record} has the id {published}, not {status.Id} of mode none, so senders do not know of it.";
        }
    }

    /// <summary>
    /// Why the default template must not follow on the row, a sentence each: in enforce, it has to cover the MX, and senders that are still
    /// led to it by the record would hold it from then on.
    /// </summary>
    /// <param name="status">Where the domain stands.</param>
    /// <param name="byDefault">What the domain gets without a row; null for nothing.</param>
    public static IEnumerable<string> GetDefaultBlockers(RolloutStatus status, StoredPolicy? byDefault)
    {
        ArgumentNullException.ThrowIfNull(status);
        if (byDefault?.Policy is not { Mode: PolicyMode.Enforce } policy)
        {
            yield break;
        }

        var what = $"Without a row, {status.Domain} gets the default template {byDefault.TemplateName} in mode enforce, ";
        if (status.FindUncovered(policy) is { } host)
        {
            yield return $"{what}which does not cover the MX {PlainText.Quote(host)}, so senders would not deliver there.";
        }
        else if (status.Seen.MailHosts is { IsKnown: false, Fault: var fault })
        {
            yield return $"{what}and where its mail goes is unknown: {fault}.";
        }

        if (status.Seen.Record is { Records.Count: > 0 })
        {
            yield return $"{what}and senders fetch that as long as the record _mta-sts.{status.Domain} is there: delete it, and wait until "
                + "its TTL is over.";
        }
    }
}
