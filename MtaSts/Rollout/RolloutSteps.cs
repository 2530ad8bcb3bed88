using MtaSts.Checks;
using MtaSts.Policies;
using MtaSts.Records;
using MtaSts.Storage;
using static System.FormattableString;

namespace MtaSts.Rollout;

/// <summary>Decides what comes next for a domain: mail first, then what is served, then what DNS says, then time.</summary>
internal static class RolloutSteps
{
    public static RolloutStep Decide(RolloutStatus status)
    {
        var step = DecideWithoutMail(status);
        if (status.Seen.IsUnfinished)
        {
            return step;
        }

        if (status.FindUncovered(status.InForce) is { } host)
        {
            return new RolloutStep(
                RolloutStage.MailAtRisk,
                $"The policy in enforce does not cover the MX {PlainText.Quote(host)}, so senders do not deliver there. "
                + (!status.IsUpstream ? "If the MX is right, add it to the policy."
                    : UpstreamCopyText.DescribeFault(status.Timeline.Copy) ?? "Ask the provider."),
                FormatCover(status.Current!, host));
        }

        if (status.FindUncoveredByHeld() is var (refused, until))
        {
            var text = Invariant($"Senders may hold an earlier policy in enforce until {until:u}. It does not cover the MX ")
                + $"{PlainText.Quote(refused)}, so they do not deliver there. "
                + "Until then, the MX needs a host that both it and the policy in the store cover.";
            return step.Command is null
                ? new RolloutStep(RolloutStage.MailAtRisk, text)
                : step with { Stage = RolloutStage.MailAtRisk, Text = $"{text} {step.Text}" };
        }

        return step.Stage > RolloutStage.Unknown && status is { IsMailKnown: false, Seen.MailHosts.Fault: var fault }
            ? new RolloutStep(RolloutStage.Unknown, $"Where its mail goes is unknown: {fault}.", $"mta-sts status {status.Domain}")
            : step;
    }

    private static RolloutStep DecideWithoutMail(RolloutStatus status) => status.Current switch
    {
        _ when status.Seen.IsUnfinished =>
            new RolloutStep(RolloutStage.Unknown, "There was no time left to look at it.", $"mta-sts status {status.Domain}"),
        null => DecideNotHosted(status),
        { Content: null } invalid => new RolloutStep(
            RolloutStage.Invalid,
            $"The policy in the store cannot be served: {FindFault(invalid)}",
            invalid.IsDefault ? "mta-sts template list" : $"mta-sts show {status.Domain}"),
        _ => DecideServing(status) ?? DecideRecord(status) ?? DecideTime(status),
    };

    private static RolloutStep DecideNotHosted(RolloutStatus status)
    {
        var domain = status.Domain;
        if (status.Timeline.IsCurrentLost)
        {
            var instead = status.Timeline.InPlaceOfLost is { Name: var template, Mode: var mode }
                ? $" Without a row, the app serves it the default template {template} in mode {mode.ToText()}."
                : "";
            return new RolloutStep(
                RolloutStage.Lost,
                $"Its row was deleted by hand, and senders may hold its policies.{instead}",
                $"mta-sts rollback {domain}");
        }

        if (status.Timeline.States is not [var removal, ..])
        {
            return new RolloutStep(RolloutStage.NotHosted, "It was never hosted here.");
        }

        var removed = Invariant($"It was removed at {removal.Since:u}.");
        return !status.Seen.IsIdKnown ? DescribeUnknownRecord(status)
            : status.PublishedId is not null ? new RolloutStep(
                RolloutStage.ToCleanUp,
                $"{removed} Delete the record {status.FormatIdRecord()} first, then mta-sts.{domain} and its certificate.")
            : new RolloutStep(RolloutStage.NotHosted, removed);
    }

    /// <summary>What comes next while the host does not serve the policy, everywhere; null if it does.</summary>
    private static RolloutStep? DecideServing(RolloutStatus status)
    {
        var isSettling = status is { IsWithoutCopy: false, Current.ServedAt: null } && status.ServedEverywhereAt > status.ReadAt;
        var isServing = status.IsWithoutCopy ? status.Seen.Served is not null : status.IsServed == true;
        return !status.IsHostKnown || (isSettling && status.IsOverAge) ? HostFault.Describe(status)
            : isSettling && (isServing || status.Seen.Fetch?.Status is not null) ? new RolloutStep(
                RolloutStage.Settling,
                "An instance of the app may still have an earlier policy in memory.",
                status.Current!.IsDefault ? $"mta-sts status {status.Domain}" : $"mta-sts publish {status.Domain}",
                status.SettledAt)
            : isServing ? null
            : HostFault.Describe(status);
    }

    /// <summary>What comes next while DNS does not have the id; null if it does.</summary>
    private static RolloutStep? DecideRecord(RolloutStatus status)
    {
        if (!status.Seen.IsIdKnown)
        {
            return DescribeUnknownRecord(status);
        }

        var published = status.PublishedId;
        if (status.IsPublished == true || (published is not null && status.IsWithoutCopy))
        {
            return null;
        }

        var alias = status.IsWithoutCopy ? null : ProviderId.FindAlias(status.Current, status.Seen);
        var text = alias is not null
            ? $"_mta-sts.{status.Domain} is a CNAME for {alias}, which has no valid id. Make it a TXT record of its own."
            : status.Seen.Record!.Records.Count == 0 ? "DNS has no id, so senders do not know of the policy."
            : published is null ? $"The record _mta-sts.{status.Domain} is not valid, so senders do not know of the policy."
            : PolicyId.IsOf(published, status.Current!.Policy!) ? $"DNS has {published}, the id of an earlier state with the same policy."
            : $"DNS has the id {published}, so senders do not know of the new policy.";
        if (status.Current is { Policy: null, Content: PolicyContent.Upstream { Url: var url } })
        {
            return new RolloutStep(
                RolloutStage.ToPublish,
                $"{text} The id is the provider's: make _mta-sts.{status.Domain} a CNAME for {ProviderId.GetRecordName(url)}, or copy its "
                + "record.");
        }

        if (status.Current!.IsDefault)
        {
            return new RolloutStep(
                RolloutStage.ToPublish,
                $"{text} The policy is that of the default template: change the record _mta-sts.{status.Domain}, or the one that it is a "
                + $"CNAME for, to \"{new MtaStsRecord(status.Id!)}\".");
        }

        // What was served is noted when the record is shown, so it may be changed, and resolvers still have the old one.
        var changed = status is { Current.ServedAt: not null, Seen.Record.TimeToLive: { } timeToLive }
            ? Invariant($" If the record is changed already, resolvers have it by {status.Now + timeToLive:u}.")
            : "";
        return new RolloutStep(RolloutStage.ToPublish, text + changed, $"mta-sts publish {status.Domain}");
    }

    private static RolloutStep DescribeUnknownRecord(RolloutStatus status) => new(
        RolloutStage.Unknown,
        $"The record _mta-sts.{status.Domain} could not be looked up: {status.Seen.Record?.Fault ?? "it was not asked for"}.",
        $"mta-sts status {status.Domain}");

    private static RolloutStep DecideUpstream(RolloutStatus status)
    {
        var host = status.Current!.Content is PolicyContent.Upstream { Url: var url } ? url.IdnHost : "";
        var what = status.IsWithoutCopy || status.IsIdOfProvider ? "policy and id come" : "the policy comes";
        return new RolloutStep(
            RolloutStage.Upstream,
            UpstreamCopyText.DescribeFault(status.Timeline.Copy) ?? $"Nothing to do here: {what} from {host}.");
    }

    /// <summary>What comes next when store, host and DNS are in step.</summary>
    private static RolloutStep DecideTime(RolloutStatus status) => status.Current switch
    {
        { IsDefault: true, TemplateName: var name } => new RolloutStep(
            status.HeldUntil is null ? RolloutStage.InStep : RolloutStage.Held,
            $"Nothing to do. It has no row, and gets the default template {name}."),
        _ when status.IsWithoutCopy || status.IsIdOfProvider => DecideUpstream(status),
        { ServedAt: null } => new RolloutStep(
            RolloutStage.ToConfirm,
            "Store, host and DNS are in step, but it is not noted yet since when the policy is served.",
            $"mta-sts publish {status.Domain}"),
        { Content: PolicyContent.Upstream } => DecideUpstream(status),
        { Policy.Mode: PolicyMode.None } => DecideRemoval(status),
        { Policy.Mode: PolicyMode.Testing } => DecidePromotion(status),
        _ => status.HeldUntil is null
            ? new RolloutStep(RolloutStage.InStep, "Nothing to do.")
            : new RolloutStep(RolloutStage.Held, "Nothing to do. Senders may still hold an earlier policy."),
    };

    private static RolloutStep DecideRemoval(RolloutStatus status)
    {
        var removal = status.Removal;
        var command = $"mta-sts remove {status.Domain}";
        return removal.Step == RemovalStep.Remove
            ? new RolloutStep(RolloutStage.ToRemove, "No sender holds an earlier policy any more.", command)
            : new RolloutStep(RolloutStage.Leaving, "Senders may still hold an earlier policy.", command, removal.SafeAt);
    }

    private static RolloutStep DecidePromotion(RolloutStatus status)
    {
        var days = Math.Floor(PromotionGate.TimeInTesting(status.Timeline, status.Now).TotalDays);
        var command = $"mta-sts promote {status.Domain}";
        return MxMovesUnderWay.FindPromotionBlocker(status.Timeline, status.Now) is { } moving
            ? new RolloutStep(
                RolloutStage.InTesting,
                $"In testing: {moving}.",
                $"mta-sts move-mx {status.Domain} {string.Join(' ', status.Timeline.Move!.To.Split(' ').Select(to => $"--to \"{to}\""))}")
            : PromotionGate.FindTimeBlocker(status.Timeline, PromotionGate.DefaultMinimum, status.Now) is null
            ? new RolloutStep(RolloutStage.ToPromote, Invariant($"In testing for {days} days, which is long enough."), command)
            : new RolloutStep(
                RolloutStage.InTesting,
                Invariant($"In testing for {days} of {PromotionGate.DefaultMinimum.TotalDays} days."),
                command,
                status.ModeSince + PromotionGate.DefaultMinimum);
    }

    private static string FindFault(StoredPolicy invalid) =>
        invalid.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error)?.Message ?? "it has no valid content.";

    /// <summary>The command that adds a host to the policy; null where it is not to be added here, or no host name.</summary>
    private static string? FormatCover(StoredPolicy current, string host)
    {
        if (!MxPattern.TryParse(host, out _, out _))
        {
            return null;
        }

        var patterns = current.Policy?.Mx.Select(pattern => $"--mx \"{pattern}\"").Append($"--mx {host}");
        return (current.Content, patterns) switch
        {
            // The default is everybody's: what only this domain needs is in a row of its own, with all that it has now.
            (PolicyContent.Template, not null) when current.IsDefault => $"mta-sts set {current.Domain} {string.Join(' ', patterns)}",
            (PolicyContent.Inline, not null) => $"mta-sts set {current.Domain} {string.Join(' ', patterns)}",
            (PolicyContent.Template { Name: var name }, not null) => $"mta-sts template set {name} {string.Join(' ', patterns)}",
            _ => null,
        };
    }
}
