using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;

namespace MtaSts.Functions.Tests.Rollout;

/// <summary>The states of example.com, and what may be seen of it at day 100 of its life.</summary>
internal static class RolloutScene
{
    public const int Week = 604_800;
    public const string Mx = "mail.example.com";

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = Start.AddDays(100);
    public static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(1);

    public static DomainName Domain { get; } = DomainName.Parse("example.com");

    public static Policy Policy(PolicyMode mode, string mx = Mx, int maxAge = Week) =>
        new(mode, mx.Split(' ').Select(MxPattern.Parse), maxAge);

    /// <summary>A state that began so long ago, and was seen to be served a minute later, unless it was not.</summary>
    public static StoredPolicy State(TimeSpan ago, Policy policy, bool isSeen = true) => new()
    {
        Domain = Domain,
        Content = new PolicyContent.Inline(policy),
        Policy = policy,
        Version = $"{ago}",
        Id = PolicyId.Create(Now - ago, policy),
        Since = Now - ago,
        ServedAt = isSeen ? Now - ago + RefreshAfter : null,
        ChangedBy = "ann",
    };

    public static StoredPolicy State(int daysAgo, Policy policy, bool isSeen = true) => State(TimeSpan.FromDays(daysAgo), policy, isSeen);

    public static StoredPolicy Removal(int daysAgo) => State(daysAgo, Policy(PolicyMode.None), isSeen: false) with
    {
        Content = null,
        Policy = null,
        Id = null,
        IsRemoval = true,
    };

    /// <summary>A state without a policy of its own: from upstream, or invalid.</summary>
    public static StoredPolicy State(int daysAgo, PolicyContent? content, params Finding[] findings) =>
        State(daysAgo, Policy(PolicyMode.None), isSeen: false) with { Content = content, Policy = null, Id = null, Findings = findings };

    public static PolicyTimeline Timeline(params StoredPolicy[] states) => new(states);

    /// <summary>The host serves this policy, DNS has this id, and mail goes to these hosts.</summary>
    public static DomainObservation Seen(Policy? policy, string? id, string mx = Mx) => new DomainObservation(Domain)
    {
        HostAddresses = Addresses(DnsOutcome.Found),
        Fetch = Answer() with { Policy = policy is null ? null : PolicyParser.Parse(PolicyRenderer.Render(policy)) },
        MailHosts = new MailHostAnswer(new DnsAnswer<MailExchange>(
            Domain.Ascii, DnsOutcome.Found, [], [.. mx.Split(' ').Select(host => new MailExchange(host, 10))], null), null),
    }.WithText(id is null ? [] : [$"v=STSv1; id={id};"]);

    public static DomainObservation WithText(this DomainObservation seen, params string[] texts) => seen with
    {
        Record = new DnsAnswer<IReadOnlyList<string>>(
            $"_mta-sts.{Domain}", texts.Length == 0 ? DnsOutcome.NxDomain : DnsOutcome.Found, [],
            [.. texts.Select(text => (string[])[text])], texts.Length == 0 ? null : TimeSpan.FromMinutes(5)),
    };

    /// <summary>The same, of a record that is a CNAME.</summary>
    public static DomainObservation WithAlias(this DomainObservation seen, string target) =>
        seen with { Record = seen.Record! with { Aliases = [target] } };

    public static DomainObservation WithFetch(this DomainObservation seen, Func<PolicyFetchResult, PolicyFetchResult> change) =>
        seen with { Fetch = change(seen.Fetch!) };

    public static DomainObservation WithoutHost(this DomainObservation seen, DnsOutcome outcome, string why) =>
        seen with { Fetch = null, HostAddresses = Addresses(outcome), NotFetched = why };

    public static DomainObservation WithoutRecord(this DomainObservation seen) => seen with
    {
        Record = new DnsAnswer<IReadOnlyList<string>>($"_mta-sts.{Domain}", DnsOutcome.Failed, [], [], null, "SERVFAIL"),
    };

    public static DomainObservation WithoutMailHosts(this DomainObservation seen) => seen with
    {
        MailHosts = new MailHostAnswer(
            new DnsAnswer<MailExchange>(Domain.Ascii, DnsOutcome.NoAnswer, [], [], null, "no answer within 5 s"), null),
    };

    private static DnsAnswer<IPAddress> Addresses(DnsOutcome outcome) =>
        new($"mta-sts.{Domain}", outcome, [], outcome == DnsOutcome.Found ? [IPAddress.Loopback] : [], null);

    private static PolicyFetchResult Answer() => new()
    {
        Url = new Uri($"https://mta-sts.{Domain}/.well-known/mta-sts.txt"),
        Status = 200,
        CacheMaxAge = RefreshAfter,
    };
}
