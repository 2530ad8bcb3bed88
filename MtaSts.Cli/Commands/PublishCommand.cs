using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Records;
using MtaSts.Cli.Rollout;
using MtaSts.Cli.Store;
using MtaSts.Records;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>publish</c>: what DNS lacks, and no sooner than every instance of the app serves the policy (RFC 8461 §8.1).</summary>
internal sealed class PublishCommand : StoreCommand
{
    private const int Shown = 20;

    private readonly TimeProvider time;
    private readonly RolloutOptions rollout;
    private readonly DomainSelection domains = new("All domains in the store");
    private readonly Option<bool> wait = new("--wait")
    {
        Description = "Wait until the policies are served, and then until DNS has their ids",
    };

    private readonly RecordFormat format = new();
    private readonly ZoneOption zone = new();

    public PublishCommand(RolloutOptions rollout, TimeProvider time)
        : base(
            "publish",
            "Shows the ids that DNS lacks, once every instance of the app serves their policies.",
            "mta-sts publish --all --format bind")
    {
        this.rollout = rollout;
        this.time = time;
        domains.AddTo(this);
        Options.Add(wait);
        format.AddTo(this);
        zone.AddTo(this);
        rollout.AddTo(this);
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + rollout.GetTimeout(arguments);
        var names = await domains.ListAsync(arguments, session.Store, cancellationToken);
        var zones = names.ToDictionary(name => name, name => zone.Find(arguments, name));
        var watch = new ServedWatch(rollout, session.Store, time);
        var all = await watch.LookAsync(arguments, console, names, cancellationToken);
        if (all.FirstOrDefault(status => status.Current is null) is { } stranger)
        {
            throw new CommandException(ExitCode.Failed, $"{stranger.Domain} is not hosted here.");
        }

        if (arguments.GetValue(wait))
        {
            all = await watch.WaitAsync(arguments, console, all, deadline, cancellationToken);
        }

        var replaced = await FindReplacedAsync(session, all, cancellationToken);
        if (replaced.Count > 0)
        {
            throw new CommandException(
                ExitCode.Failed,
                $"The policy of {NextLine.FormatNames(replaced, ", ") ?? Words.Count(replaced.Count, "domain")} was changed meanwhile. "
                + $"{NextLine.Format(replaced)}");
        }

        var changing = all.Where(status => status.IsToPublish).ToList();
        var heldBack = all.Where(status => !status.IsToPublish && !IsInStep(status)).ToList();
        WriteHeldBack(console, heldBack);
        console.WriteMessage(
            $"Domains: {all.Count}; in step: {all.Count - changing.Count - heldBack.Count}, to change: {changing.Count}, "
            + $"held back: {heldBack.Count}.");
        format.Write(arguments, console, changing.ConvertAll(status => CreateRecord(status, zones[status.Domain])), IsJson(arguments));
        var isPublished = true;
        if (changing.Count > 0)
        {
            WriteHints(console, changing);
            isPublished = !arguments.GetValue(wait) || await WaitForDnsAsync(
                arguments, console, watch, changing, deadline, cancellationToken);
        }

        WriteNext(console, heldBack);
        return isPublished && heldBack.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Those whose state is another than the one that was looked at: what was waited for is over.</summary>
    private static async Task<List<DomainName>> FindReplacedAsync(
        StoreSession session, IReadOnlyList<RolloutStatus> all, CancellationToken cancellationToken)
    {
        var now = await session.ReadAsync([.. all.Select(status => status.Domain)], cancellationToken);
        return [.. all.Where(status => now.GetValueOrDefault(status.Domain)?.Id != status.Id).Select(status => status.Domain)];
    }

    private static bool IsInStep(RolloutStatus status) => status.Current is { Content: PolicyContent.Upstream }
        ? status.Step.Stage == RolloutStage.Upstream
        : status is { IsServedEverywhere: true, IsPublished: true };

    private static DomainRecords CreateRecord(RolloutStatus status, DomainName zone) =>
        DomainRecords.Build(status.Domain, zone, app: null, verificationId: null, reports: null, status.Id);

    private static void WriteHeldBack(CliConsole console, List<RolloutStatus> heldBack)
    {
        foreach (var status in heldBack.OrderBy(status => status.Step.Stage).Take(Shown))
        {
            var step = status.Step;
            var time = step.NotBefore is { } notBefore ? $" until {Words.FormatTime(notBefore, status.Now)}" : "";
            var advice = step is { NotBefore: null, Command: { } command } ? $" Run '{command}'." : "";
            console.WriteMessage($"{Words.Format(status.Domain)}: held back{time}: {step.Text}{advice}");
        }

        if (heldBack.Count > Shown)
        {
            console.WriteMessage($"… and {Words.Format(heldBack.Count - Shown)} more. See 'mta-sts status --all'.");
        }
    }

    private static void WriteNext(CliConsole console, List<RolloutStatus> heldBack)
    {
        var waiting = heldBack.FindAll(status => status.Step.NotBefore is not null);
        if (waiting.MaxBy(status => status.Step.NotBefore) is { Step.NotBefore: { } last, Now: var now })
        {
            console.WriteMessage(NextLine.Format([.. waiting.Select(status => status.Domain)], last, now));
        }
    }

    private static void WriteHints(CliConsole console, List<RolloutStatus> changing)
    {
        console.WriteMessage("Replace the record that is there: of two, senders see none (RFC 8461 §3.1).");
        foreach (var (domain, target) in changing
            .Select(status => (status.Domain, Target: status.Seen.Record?.Aliases is [.., var last] ? last : null))
            .Where(status => status.Target is not null)
            .Take(Shown))
        {
            console.WriteMessage($"_mta-sts.{domain} is a CNAME for {target}: change the record there.");
        }
    }

    private static async Task<bool> WaitForDnsAsync(
        ParseResult arguments,
        CliConsole console,
        ServedWatch watch,
        List<RolloutStatus> changing,
        DateTimeOffset deadline,
        CancellationToken cancellationToken)
    {
        console.WriteMessage("Waiting until DNS has them.");
        var missing = await watch.WaitForDnsAsync(arguments, console, changing, deadline, cancellationToken);
        console.WriteMessage(missing.Count == 0
            ? "DNS has them."
            : $"DNS does not have the id of {NextLine.FormatNames(missing, ", ") ?? Words.Count(missing.Count, "domain")} yet. "
            + $"Run 'mta-sts publish {NextLine.FormatNames(missing, " ") ?? "--all"}' again.");
        return missing.Count == 0;
    }
}
