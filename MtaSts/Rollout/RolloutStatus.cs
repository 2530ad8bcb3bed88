using MtaSts.Checks;
using MtaSts.Checks.Fetching;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>
/// Where a domain stands: its states in the store, what the host serves, what DNS says, what senders may hold, and what comes next. A DNS
/// or host that does not answer leaves things unknown; it is never taken for one that has nothing.
/// </summary>
public sealed class RolloutStatus
{
    // An Age is in seconds, and what is over is cut off.
    private static readonly TimeSpan WholeSecond = TimeSpan.FromSeconds(1);

    private readonly TimeSpan refreshAfter;
    private readonly IReadOnlyList<PolicyLifetime> held;

    /// <summary>Works it out.</summary>
    /// <param name="timeline">All states of the domain.</param>
    /// <param name="seen">What was seen of it.</param>
    /// <param name="now">The time before it was looked at, UTC.</param>
    /// <param name="refreshAfter">How long the app may go on serving a replaced policy from its cache.</param>
    public RolloutStatus(PolicyTimeline timeline, DomainObservation seen, DateTimeOffset now, TimeSpan refreshAfter)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(seen);
        (Timeline, Seen, Now, this.refreshAfter) = (timeline, seen, now, refreshAfter);

        // How long an app serves what was replaced is no argument against what is seen.
        Lifetimes = IsServed == true
            ? PolicyLifetime.Compute(timeline)
            : [.. PolicyLifetime.Compute(timeline).Select(lifetime => lifetime with { ReplacedAt = null })];
        held = [.. Lifetimes.Skip(Current is null ? 0 : 1).Where(IsHeld)];
        Step = RolloutSteps.Decide(this);
    }

    /// <summary>The domain.</summary>
    public DomainName Domain => Seen.Domain;

    /// <summary>All states of the domain.</summary>
    public PolicyTimeline Timeline { get; }

    /// <summary>What was seen of it.</summary>
    public DomainObservation Seen { get; }

    /// <summary>The time before it was looked at, UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>What comes next.</summary>
    public RolloutStep Step { get; }

    /// <summary>The state in the store; null if the domain is not hosted.</summary>
    public StoredPolicy? Current => Timeline.Current;

    /// <summary>The id of the state in the store; null without a policy, and while there is no copy of a provider's.</summary>
    public string? Id => Current?.Id;

    /// <summary>The mode of the policy in the store, or of what the host serves without a copy of it; null if there is none.</summary>
    public PolicyMode? Mode => InForce?.Mode;

    /// <summary>Since when it is in that mode, UTC, as far back as is known; null if there is none, or no copy of a provider's.</summary>
    public DateTimeOffset? ModeSince => Current is null ? null : Timeline.FirstInMode?.Since;

    /// <summary>The state whose text the host serves, the newest of them; null if it serves none's, or did not answer.</summary>
    public StoredPolicy? Served =>
        Seen.Served is { } policy ? Timeline.States.FirstOrDefault(state => policy.Equals(state.Policy)) : null;

    /// <summary>The id that senders read in DNS; null if there is none, or DNS did not answer.</summary>
    public string? PublishedId => Seen.PublishedId;

    /// <summary>Whether the host, or DNS in its place, answered when the policy was to be fetched.</summary>
    public bool IsHostKnown => Seen.Fetch is { } fetch
        ? fetch.Fault is not (FetchFault.NoConnection or FetchFault.TooSlow)
        : Seen.HostAddresses is { IsUnknown: false };

    /// <summary>Whether the host serves the text of the state in the store; null if it did not answer.</summary>
    public bool? IsServed => IsHostKnown ? Current?.Policy is { } policy && policy.Equals(Seen.Served) : null;

    /// <summary>
    /// From when on no instance of a healthy app has an earlier policy, UTC; null if that is unknown. What the host says of its cache
    /// counts where it is more.
    /// </summary>
    public DateTimeOffset? ServedEverywhereAt => Current?.Since + CacheTime;

    /// <summary>
    /// When the app read from its store what the host answers, UTC: then it could. An app that lost its store before every instance had
    /// read the change goes on serving both policies, and one answer does not show that.
    /// </summary>
    public DateTimeOffset ReadAt => Seen.Fetch?.Age is { } age ? Now - age - WholeSecond : Now;

    /// <summary>
    /// From when on a healthy app shows that no instance has an earlier policy, UTC: with an answer that it read after that time.
    /// </summary>
    public DateTimeOffset? SettledAt => ServedEverywhereAt > Now ? ServedEverywhereAt : ReadAt + CacheTime;

    /// <summary>
    /// Whether the state in the store is served by every instance of the app, so that it may be noted, and its id published
    /// (RFC 8461 §8.1).
    /// </summary>
    public bool IsServedEverywhere => IsServed == true && (Current!.ServedAt is not null || ServedEverywhereAt <= ReadAt);

    /// <summary>Whether DNS has the id of the state in the store, or the provider's in its place; null if DNS did not answer.</summary>
    public bool? IsPublished => Seen.IsIdKnown ? Id is not null && (IsIdOfProvider || PublishedId == Id) : null;

    /// <summary>Whether the id that senders read is that of the provider whose policy it is, as <see cref="ProviderId"/> has it.</summary>
    public bool IsIdOfProvider => ProviderId.IsRead(Current, Seen);

    /// <summary>
    /// Whether the id of the state in the store may go to DNS, and is not there. Not while the policy refuses a mail host: a new id makes
    /// senders fetch it.
    /// </summary>
    public bool IsToPublish => IsServedEverywhere
        && IsPublished == false
        && (AreMailHostsSeen || Mode != PolicyMode.Enforce)
        && FindUncovered(Current!.Policy) is null;

    /// <summary>
    /// Until when senders may hold a policy that binds them other than the one in the store, UTC; null if they hold none. While the one in
    /// the store was not seen to be served, that is the earliest that it can be.
    /// </summary>
    public DateTimeOffset? HeldUntil => held.Max(lifetime => (DateTimeOffset?)GetEnd(lifetime));

    /// <summary>The name of the record with the id, and of the one that it is delegated to, for a sentence.</summary>
    public string FormatIdRecord() => Seen.DelegatedRecord is { } target
        ? $"_mta-sts.{Domain} and the one that it is delegated to, {PlainText.Quote(target)},"
        : $"_mta-sts.{Domain}";

    /// <summary>Whether the app serves what it read longer ago than it keeps policies, because it cannot read its store.</summary>
    internal bool IsOverAge => Seen.Fetch?.Age >= CacheTime;

    /// <summary>What comes next when the domain gives up MTA-STS (RFC 8461 §8.3).</summary>
    /// <exception cref="ArgumentException">The domain is not hosted.</exception>
    public SafeRemoval Removal => SafeRemoval.Decide(Lifetimes, Now, refreshAfter);

    internal IReadOnlyList<PolicyLifetime> Lifetimes { get; }

    internal TimeSpan RefreshAfter => refreshAfter;

    internal bool IsUpstream => Current is { Content: PolicyContent.Upstream };

    /// <summary>Whether it follows a provider of whose policy the store has no copy, so that only the host tells what it is.</summary>
    internal bool IsWithoutCopy => Current is { Content: PolicyContent.Upstream, Policy: null };

    /// <summary>The policy in the store; of a provider's without a copy, what the host serves.</summary>
    internal Policy? InForce => IsWithoutCopy ? Seen.Served : Current?.Policy;

    /// <summary>Whether it is known where mail goes, or does not matter because no policy in enforce is at work.</summary>
    internal bool IsMailKnown => AreMailHostsSeen
        || (Mode != PolicyMode.Enforce && held.All(lifetime => lifetime.Policy is { Mode: not PolicyMode.Enforce }));

    /// <summary>The first mail host that a policy in enforce does not cover; null if there is none.</summary>
    internal string? FindUncovered(Policy? policy) => policy is { Mode: PolicyMode.Enforce }
        ? Seen.MailHosts?.Hosts.FirstOrDefault(host => !policy.Covers(host))
        : null;

    /// <summary>A mail host that an earlier policy does not cover that senders may hold, and until when; null if there is none.</summary>
    internal (string Host, DateTimeOffset Until)? FindUncoveredByHeld() => held
        .OrderByDescending(GetEnd)
        .Select(lifetime => FindUncovered(lifetime.Policy) is { } host ? (host, GetEnd(lifetime)) : ((string, DateTimeOffset)?)null)
        .FirstOrDefault(found => found is not null);

    private TimeSpan CacheTime => new[] { refreshAfter, Seen.Fetch?.CacheMaxAge ?? TimeSpan.Zero }.Max();

    private bool AreMailHostsSeen => Seen.MailHosts is null or { IsKnown: true };

    // What the host serves now may be an earlier policy from its cache, which senders then hold.
    private bool IsHeld(PolicyLifetime lifetime) =>
        lifetime.BindsSenders && GetEnd(lifetime) > Now && (lifetime.Policy is null || !lifetime.Policy.Equals(Current?.Policy));

    private DateTimeOffset GetEnd(PolicyLifetime lifetime) => lifetime.ForgottenAt(Now, refreshAfter);
}
