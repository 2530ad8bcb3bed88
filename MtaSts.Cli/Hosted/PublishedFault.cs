using MtaSts.Checks;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Storage;

namespace MtaSts.Cli.Hosted;

/// <summary>Why a policy that is published is not taken over, in clauses that are the same for all domains with the same fault.</summary>
internal static class PublishedFault
{
    public static string? Find(DomainObservation seen, PublishedPolicy published, PolicyTimeline timeline) =>
        seen.IsUnfinished ? "there was no time left to look at it; give the run more with --timeout"
        : published.Fault is { } fault ? FindKind(seen) ?? fault
        : timeline.Current is not { } current ? null
        : current.Content is PolicyContent.Upstream
            ? "it has its provider's policy here (--upstream); to replace that, use 'mta-sts set' and --from"
        : !Equals(current.Policy, published.Policy) && timeline.States.Skip(1).Any(state => Equals(state.Policy, published.Policy))
            ? "its host serves an earlier policy of this store, which has replaced it since; to go back to it, use 'mta-sts rollback'"
        : null;

    private static string? FindKind(DomainObservation seen) => seen switch
    {
        { PublishedId: null } => null,
        { Fetch: null, HostAddresses.Outcome: DnsOutcome.NoData or DnsOutcome.NxDomain } => "its policy host has no address",
        { Fetch: null, HostAddresses.Outcome: DnsOutcome.Found } => "its policy host has no public address",
        { Fetch: null, HostAddresses.Fault: var fault } => $"the address of its policy host could not be looked up: {fault}",
        { Fetch.Fault: FetchFault.NoConnection } => "its policy host accepts no connection",
        { Fetch.Fault: FetchFault.NoTls } => "its policy host does not speak TLS",
        { Fetch.Fault: FetchFault.BadCertificate } => "the certificate of its policy host is not valid",
        { Fetch.Fault: FetchFault.TooSlow } => "its policy host does not answer in time",
        { Fetch.Fault: FetchFault.BadAnswer } => "the answer of its policy host breaks off or is not valid HTTP",
        { Fetch.Status: >= 300 and < 400 } => "its policy host redirects, which senders do not follow",
        _ => null,
    };
}
