using System.Net;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Policies;
using MtaSts.Records;

namespace MtaSts.Checks;

/// <summary>What a sender sees of a domain, not judged. What was not asked for is null.</summary>
public sealed record DomainObservation(DomainName Domain)
{
    /// <summary>The TXT records of <c>_mta-sts.&lt;domain&gt;</c>, and the CNAMEs that lead to them.</summary>
    public DnsAnswer<IReadOnlyList<string>>? Record { get; init; }

    /// <summary>The id that senders read there; null if there is none, or <see cref="IsIdKnown"/> is false.</summary>
    public string? PublishedId => Record is null ? null : MtaStsRecord.Choose(Record.Records).Value?.Id;

    /// <summary>Whether DNS answered for <see cref="Record"/>; a record that cannot be read, or none at all, is an answer.</summary>
    public bool IsIdKnown => Record is { IsUnknown: false, Outcome: not DnsOutcome.CnameLoop };

    /// <summary>The record that the id is delegated to, which is the domain's own; null without such a delegation.</summary>
    public string? DelegatedRecord => Record?.Aliases.FirstOrDefault(alias => DelegatedId.IsTarget(alias, Domain));

    /// <summary>The addresses of <c>mta-sts.&lt;domain&gt;</c>, and the CNAMEs that lead to them.</summary>
    public DnsAnswer<IPAddress>? HostAddresses { get; init; }

    /// <summary>The fetch of the policy; null if there was no address to fetch it from: <see cref="NotFetched"/> says why.</summary>
    public PolicyFetchResult? Fetch { get; init; }

    /// <summary>Why the policy was not fetched, a sentence; null if it was, or was not asked for.</summary>
    public string? NotFetched { get; init; }

    /// <summary>The policy that senders get; null if they get none.</summary>
    public Policy? Served => Fetch?.Policy?.Value;

    /// <summary>The hosts that receive the domain's mail.</summary>
    public MailHostAnswer? MailHosts { get; init; }

    /// <summary>Whether the run ended before the domain was looked at.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>What the resolver said instead of an answer, if none of the look-ups got one; else null.</summary>
    public string? ResolverFault => ResolverFaults.FindCommon(
        ResolverFaults.From(Record), ResolverFaults.From(HostAddresses), ResolverFaults.From(MailHosts?.Exchanges));
}
