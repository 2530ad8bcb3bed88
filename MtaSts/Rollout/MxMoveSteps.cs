using MtaSts.Policies;
using MtaSts.Storage;
using static System.FormattableString;

namespace MtaSts.Rollout;

/// <summary>
/// Decides what comes next in the move of an MX: the policy, its id, the caches of senders, the MX, the caches of resolvers, the policy.
/// </summary>
internal static class MxMoveSteps
{
    public static MxMoveStep Decide(MxMove move)
    {
        var status = move.Status;
        return FindRefusal(move) is { } refusal ? new MxMoveStep(MxMoveStage.Refused, refusal)
            : FindUnknown(status) is { } unknown ? new MxMoveStep(MxMoveStage.Unknown, unknown, FormatCommand(move))
            : move.To.Count == 0 ? new MxMoveStep(MxMoveStage.Refused, DescribeMissingHost(move.Domain))
            : move.Missing.Count > 0 ? DecideAddition(move)
            : !IsPublished(status) ? Publish(move, status.Step)
            : move.ForgottenBySendersAt(move.Now) is { } forgottenAt && forgottenAt > move.Now ? WaitForSenders(move, forgottenAt)
            : move.IsMoved ? DecideDrop(move)
            : ChangeMx(move, $"Change the MX of {move.Domain} to {move.Target.Text} now");
    }

    public static IEnumerable<MxMoveStep> Plan(MxMove move)
    {
        var isOnlyWaiting = move.Step.Stage == MxMoveStage.WaitForResolvers && move.Old.Count == 0;
        if (isOnlyWaiting || move.Step.Stage is MxMoveStage.Refused or MxMoveStage.MailAtRisk or MxMoveStage.Unknown or MxMoveStage.Done)
        {
            yield return move.Step;
            yield break;
        }

        var time = move.Now;
        if (move.Step.Stage == MxMoveStage.AddMx)
        {
            yield return AddMx(move) with { NotBefore = time };
            time += move.Status.RefreshAfter;
        }

        if (move.Step.Stage <= MxMoveStage.Publish)
        {
            time = Later(time, move.Step.NotBefore);
            yield return PublishAt(move, time);
        }

        time = Later(time, move.ForgottenBySendersAt(time));
        if (!move.IsMoved)
        {
            yield return ChangeMx(move, $"Change the MX of {move.Domain} to {move.Target.Text}") with { NotBefore = time };
            time += move.MxLifetime;
        }

        if (move.Old.Count > 0)
        {
            time = move.IsMoved ? Later(time, move.ForgottenByResolversAt) : time;
            yield return DropMx(move) with { NotBefore = time };
            yield return PublishAt(move, time + move.Status.RefreshAfter);
        }
    }

    /// <summary>Why the mx of the domain cannot be changed by itself, in a sentence or two; null if it can.</summary>
    private static string? FindRefusal(MxMove move) => move.Status.Current switch
    {
        null when move.Status.Timeline.IsCurrentLost =>
            $"The row of {move.Domain} was deleted by hand. Restore it first: mta-sts rollback {move.Domain}.",
        null => $"{move.Domain} is not hosted here.",
        { Content: null } => $"The policy of {move.Domain} in the store is invalid; mta-sts show {move.Domain} lists the findings.",
        { Content: PolicyContent.Upstream { Url: var url } } =>
            $"The policy of {move.Domain} comes from {url.IdnHost}, and its mx with it. Ask the provider to add the new hosts.",
        { Content: PolicyContent.Template { Name: var name } } =>
            $"{move.Domain} takes its mx from the template {name}, as other domains may. Give it its own first: "
            + $"mta-sts set {move.Domain} {FormatOptions(move.Status.Current)}.",
        _ => null,
    };

    private static string? FindUnknown(RolloutStatus status) => status.Seen switch
    {
        { IsUnfinished: true } => "There was no time left to look at it.",
        { MailHosts: not { IsKnown: true } and var hosts } =>
            $"It is unknown where mail goes: {hosts?.Fault ?? "the MX was not asked for"}.",
        _ => null,
    };

    // No pattern is safe to guess: Microsoft gives some domains the classic name, and others one below mx.microsoft.
    private static string DescribeMissingHost(DomainName domain) =>
        $"None of the MX of {domain} is Exchange Online's, and its host there cannot be guessed. Use --to with the host that the Microsoft "
        + "365 admin center shows for the domain (Settings > Domains > DNS records), or the one with DNSSEC that "
        + $"'Enable-DnssecForVerifiedDomain -DomainName {domain}' gives.";

    private static MxMoveStep DecideAddition(MxMove move)
    {
        if (move.Blockers.Count == 0 || move.IsForced)
        {
            return AddMx(move);
        }

        var hosts = move.Uncovered.ToList();
        var options = string.Join(' ', hosts.Select(host => $"--mx {host}"));
        return new MxMoveStep(
            MxMoveStage.MailAtRisk,
            $"The move is refused: {string.Join("; ", move.Blockers)}. Correct that first, or use --force and --reason.",
            hosts.Count > 0 && hosts.TrueForAll(host => MxPattern.TryParse(host, out _, out _))
                ? $"mta-sts set {move.Domain} {FormatOptions(move.Status.Current!)} {options}"
                : null);
    }

    private static bool IsPublished(RolloutStatus status) =>
        status is { Current.ServedAt: not null, IsServedEverywhere: true, IsPublished: true };

    private static MxMoveStep DecideDrop(MxMove move)
    {
        var forgottenAt = move.ForgottenByResolversAt;
        return move.Old.Count == 0 && !(move.IsNoted && forgottenAt > move.Now)
            ? new MxMoveStep(MxMoveStage.Done, $"The MX of {move.Domain} has moved, and its policy covers nothing else.")
            : forgottenAt > move.Now ? new MxMoveStep(
                MxMoveStage.WaitForResolvers,
                Invariant($"The MX has changed. Resolvers may have the old one until {forgottenAt:u}; until then, ")
                + (move.Old.Count == 0
                    ? "do not go to enforce, and let the old hosts receive mail."
                    : $"the policy keeps {FormatList(move.Old)}, and the old hosts have to receive mail."),
                FormatCommand(move),
                forgottenAt)
            : DropMx(move);
    }

    private static MxMoveStep AddMx(MxMove move) => new(
        MxMoveStage.AddMx,
        $"Add {FormatList(move.Missing)} to the policy, beside what it has." + DescribeFreedom(move),
        FormatCommand(move));

    private static MxMoveStep Publish(MxMove move, RolloutStep next) =>
        new(MxMoveStage.Publish, next.Text + DescribeFreedom(move), next.Command ?? FormatPublish(move), next.NotBefore);

    private static MxMoveStep PublishAt(MxMove move, DateTimeOffset time) =>
        new(MxMoveStage.Publish, "Publish the id of the policy.", FormatPublish(move), time);

    private static MxMoveStep WaitForSenders(MxMove move, DateTimeOffset forgottenAt) => new(
        MxMoveStage.WaitForSenders,
        move.IsMoved
            ? Invariant($"The MX was changed too early: until {forgottenAt:u}, senders that hold an earlier policy may refuse to deliver ")
                + $"to the new hosts. Change it back until then if you can.{DescribeCause(move)}"
            : Invariant($"Senders may hold a policy in enforce without {FormatList(move.To)} until {forgottenAt:u}. ")
                + $"Leave the MX as it is until then.{DescribeCause(move)}",
        FormatCommand(move),
        forgottenAt);

    private static MxMoveStep ChangeMx(MxMove move, string what) => new(
        MxMoveStage.ChangeMx, $"{what}, and let the old hosts receive mail until they are out of the policy.", FormatCommand(move));

    private static MxMoveStep DropMx(MxMove move) => new(
        MxMoveStage.DropMx, $"Remove {FormatList(move.Old)} from the policy.", FormatCommand(move));

    private static string DescribeFreedom(MxMove move) =>
        !move.IsMoved && move.Status.Mode != PolicyMode.Enforce && !(move.EnforceForgottenAt > move.Now)
            ? " No sender holds a policy in enforce, so the MX can be changed at any time."
            : "";

    private static string DescribeCause(MxMove move)
    {
        var edit = PolicyRefusal.FindEnd(move.Status.Lifetimes, move.To, move.Now, move.Status.RefreshAfter)?.Lifetime.ReplacedBy;
        var refusing = move.Status.Timeline.InUse
            .Where(use => use.Policy.Mode == PolicyMode.Enforce && !PolicyRefusal.Covers(use.Policy, move.To));
        return (edit is null ? "" : $" {edit}") + string.Concat(SenderPolicyText.Describe(refusing).Select(sentence => $" {sentence}"));
    }

    private static string FormatCommand(MxMove move) => $"mta-sts move-mx {move.Domain} {move.Target.Options}";

    private static string FormatPublish(MxMove move) => $"mta-sts publish {move.Domain}";

    private static string FormatList(IEnumerable<MxPattern> mx) => string.Join(", ", mx);

    private static string FormatOptions(StoredPolicy current) => string.Join(
        ' ', (current.Policy?.Mx ?? []).Select(pattern => pattern.IsWildcard ? $"--mx \"{pattern}\"" : $"--mx {pattern}"));

    private static DateTimeOffset Later(DateTimeOffset time, DateTimeOffset? other) => other > time ? other.Value : time;
}
