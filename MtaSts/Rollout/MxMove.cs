using MtaSts.Checks;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>
/// The move of a domain's mail to other hosts without a refused delivery, and without leaving enforce: the policy covers both while senders
/// hold policies, and resolvers an MX, from before.
/// </summary>
public sealed class MxMove
{
    /// <summary>
    /// How long the old MX may live in resolvers, at least. A resolver that is asked tells what is left of a TTL, not the whole, and
    /// resolvers keep few records for more than a day.
    /// </summary>
    public static readonly TimeSpan MinimumMxLifetime = TimeSpan.FromDays(1);

    private readonly MxMoveNote? note;

    /// <summary>Works out where it stands.</summary>
    /// <param name="status">Where the domain stands.</param>
    /// <param name="target">Where mail is to move to.</param>
    /// <param name="now">The time after the domain was looked at, UTC.</param>
    /// <param name="isForced">Whether it goes on although the guard refuses.</param>
    public MxMove(RolloutStatus status, MxTarget target, DateTimeOffset now, bool isForced = false)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(target);
        (Status, Target, Now) = (status, target, now);
        var mx = status.Current?.Policy?.Mx ?? [];
        To = status.Seen.MailHosts is { IsKnown: true } present ? target.FindMx(present) : [];
        Missing = [.. To.Where(pattern => !mx.Any(own => Includes(own, pattern)))];
        Old = [.. mx.Where(own => !To.Any(pattern => mx.Contains(pattern) ? own == pattern : Includes(own, pattern)))];
        note = status.Timeline.Move is { } last && last.To == FormatMx(To) ? last : null;
        var guard = status.Current?.Policy is { } policy && Missing.Count > 0 && status.Seen.MailHosts is { IsKnown: true } hosts
            ? ChangeGuard.Judge(
                new GuardedChange(status.Domain, policy.Mode, new Policy(policy.Mode, [.. mx, .. Missing], policy.MaxAge)), hosts, null)
            : null;
        (Blockers, Warnings, IsForced) = (guard?.Blockers ?? [], guard?.Warnings ?? [], isForced);
        Step = MxMoveSteps.Decide(this);
    }

    /// <summary>The domain.</summary>
    public DomainName Domain => Status.Domain;

    /// <summary>What was seen of it.</summary>
    public DomainObservation Seen => Status.Seen;

    /// <summary>The state in the store; null if the domain is not hosted.</summary>
    public StoredPolicy? Current => Status.Current;

    /// <summary>What comes next.</summary>
    public MxMoveStep Step { get; }

    /// <summary>All steps that are left, each with the earliest time that it can be done.</summary>
    public IReadOnlyList<MxMoveStep> Plan => [.. MxMoveSteps.Plan(this)];

    /// <summary>What the guard has against adding the new hosts, in clauses.</summary>
    public IReadOnlyList<string> Blockers { get; }

    /// <summary>What is to be known of it all the same, in clauses.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The mx that the policy gets now; null unless it is time to change it.</summary>
    public IReadOnlyList<MxPattern>? NextMx => (Step.Stage, Status.Current?.Policy) switch
    {
        (MxMoveStage.AddMx, { } policy) => [.. policy.Mx, .. Missing],
        (MxMoveStage.DropMx, { } policy) => [.. policy.Mx.Except(Old)],
        _ => null,
    };

    /// <summary>What has to be noted under the state that the domain is in; null if nothing has.</summary>
    public MxMoveNote? Note
    {
        get
        {
            // What is in enforce without old hosts is at the end of the move; what is not may go to enforce too early.
            var isAtEnd = Old.Count == 0 && Status.Mode == PolicyMode.Enforce;
            if (Step.Stage is not (>= MxMoveStage.Publish and <= MxMoveStage.WaitForResolvers) || isAtEnd)
            {
                return null;
            }

            var seen = IsMoved ? null : Status.Seen.MailHosts?.TimeToLive;
            var longest = new[] { note?.TimeToLive, seen }.Max();
            var now = new MxMoveNote(FormatMx(To), longest, IsMoved ? note?.MovedAt ?? Now : null);
            return now.Equals(note) ? null : now;
        }
    }

    internal RolloutStatus Status { get; }

    internal MxTarget Target { get; }

    internal DateTimeOffset Now { get; }

    internal bool IsForced { get; }

    /// <summary>The patterns of the new hosts; empty while there is no way to tell them.</summary>
    internal IReadOnlyList<MxPattern> To { get; }

    /// <summary>Those of them that the policy in the store does not have.</summary>
    internal IReadOnlyList<MxPattern> Missing { get; }

    /// <summary>The patterns of the policy in the store that are not for the new hosts.</summary>
    internal IReadOnlyList<MxPattern> Old { get; }

    /// <summary>Whether the move was noted under the state in the store.</summary>
    internal bool IsNoted => note is not null;

    /// <summary>Whether all of the present MX are new hosts.</summary>
    internal bool IsMoved => Status.Seen.MailHosts is { IsKnown: true, Hosts: { Count: > 0 } hosts } && hosts.All(IsNew);

    /// <summary>The mail hosts that neither the policy in the store nor the new patterns cover.</summary>
    internal IEnumerable<string> Uncovered => Status.Seen.MailHosts?.Hosts.Where(
        host => Status.Current?.Policy?.Covers(host) == false && !IsNew(host)) ?? [];

    /// <summary>How long resolvers may have the old MX once it has changed.</summary>
    internal TimeSpan MxLifetime =>
        new[] { note?.TimeToLive ?? Status.Seen.MailHosts?.TimeToLive ?? TimeSpan.Zero, MinimumMxLifetime }.Max();

    /// <summary>When the last resolver has forgotten the old MX, if it has changed.</summary>
    internal DateTimeOffset ForgottenByResolversAt => (note?.MovedAt ?? Now) + MxLifetime;

    /// <summary>
    /// When the last sender has forgotten a policy that lets it refuse the new hosts, if what is served of them now is served until
    /// <paramref name="time"/>; null if there are none.
    /// </summary>
    internal DateTimeOffset? ForgottenBySendersAt(DateTimeOffset time) =>
        PolicyRefusal.FindEnd(Status.Lifetimes, To, time, Status.RefreshAfter)?.End;

    /// <summary>When the last sender has forgotten every policy in enforce, whatever it covers; null if there are none.</summary>
    internal DateTimeOffset? EnforceForgottenAt => PolicyRefusal.FindEnd(Status.Lifetimes, [], Now, Status.RefreshAfter)?.End;

    internal static string FormatMx(IEnumerable<MxPattern> mx) =>
        string.Join(' ', mx.Select(pattern => $"{pattern}").Order(StringComparer.Ordinal));

    private bool IsNew(string host) => To.Any(pattern => pattern.Matches(host));

    private static bool Includes(MxPattern own, MxPattern pattern) => own == pattern || (!pattern.IsWildcard && own.Matches(pattern.Name));
}
