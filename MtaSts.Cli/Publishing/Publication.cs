using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Rollout;
using MtaSts.Cli.Store;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Publishing;

/// <summary>
/// The way of ids to DNS, for all commands that go it: every instance of the app serves the policy, then its id is written or shown, then
/// DNS has it (RFC 8461 §8.1).
/// </summary>
internal sealed class Publication(
    RolloutOptions rollout, IdPublisher publisher, StoreSession session, TimeProvider time, ParseResult arguments, CliConsole console)
{
    private readonly ServedWatch watch = new(rollout, session.Store, time);

    /// <summary>How long it waits in all, from when it begins.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Whether it waits until the policies are served.</summary>
    public bool WaitsForApp { get; init; }

    /// <summary>Of which ids it waits until DNS has them; never of those that were not all written.</summary>
    public Func<PublishedId, bool> WaitsForDns { get; init; } = _ => false;

    /// <summary>Shows the records, before it waits for DNS.</summary>
    public required Action<IReadOnlyList<PublishedId>> Show { get; init; }

    /// <exception cref="CommandException">A domain is not hosted, or its policy was changed meanwhile.</exception>
    public async Task<PublicationResult> RunAsync(IReadOnlyList<DomainName> names, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + Timeout;
        var all = await LookAsync(names, deadline, cancellationToken);
        var changing = all.Where(status => status.IsToPublish).ToList();
        var heldBack = all.Where(status => !status.IsToPublish && !IsInStep(status)).ToList();
        PublicationLines.WriteHeldBack(console, heldBack);
        console.WriteMessage(
            $"Domains: {all.Count}; in step: {all.Count - changing.Count - heldBack.Count}, to change: {changing.Count}, "
            + $"held back: {heldBack.Count}.");
        var published = await publisher.PublishAsync(changing, cancellationToken);
        Show(published);
        PublicationLines.WritePublished(console, changing, published, publisher.IsDryRun);
        var awaited = changing
            .Where((_, index) => published[index] is { Fault: null, Waiting: null } && WaitsForDns(published[index]))
            .ToList();
        var missing = awaited.Count > 0 ? await WaitForDnsAsync(awaited, deadline, cancellationToken) : [];
        PublicationLines.WriteNext(console, heldBack, publisher.Options);
        return new PublicationResult(published, heldBack, missing);
    }

    private async Task<IReadOnlyList<RolloutStatus>> LookAsync(
        IReadOnlyList<DomainName> names, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var all = await watch.LookAsync(arguments, console, names, cancellationToken);
        if (all.FirstOrDefault(status => status.Current is null) is { } stranger)
        {
            throw MissingRow.Create(stranger.Domain, session.ReadDefault(), $"{stranger.Domain} is not hosted here.");
        }

        if (WaitsForApp)
        {
            all = await watch.WaitAsync(arguments, console, all, deadline, cancellationToken);
        }

        var replaced = await FindReplacedAsync(all, cancellationToken);
        return replaced.Count == 0 ? all : throw new CommandException(
            ExitCode.Failed,
            $"The policy of {NextLine.FormatNames(replaced, ", ") ?? Words.Count(replaced.Count, "domain")} was changed meanwhile. "
            + $"{NextLine.Format(replaced, publisher.Options)}");
    }

    /// <summary>Those whose state is another than the one that was looked at: what was waited for is over.</summary>
    private async Task<List<DomainName>> FindReplacedAsync(IReadOnlyList<RolloutStatus> all, CancellationToken cancellationToken)
    {
        var now = await session.ReadAsync([.. all.Select(status => status.Domain)], cancellationToken);
        return [.. all.Where(status => now.GetValueOrDefault(status.Domain)?.Id != status.Id).Select(status => status.Domain)];
    }

    private static bool IsInStep(RolloutStatus status) => status.Current is { Policy: null, Content: PolicyContent.Upstream }
        ? status.Step.Stage == RolloutStage.Upstream
        : status is { IsServedEverywhere: true, IsPublished: true };

    private async Task<IReadOnlyList<DomainName>> WaitForDnsAsync(
        List<RolloutStatus> awaited, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        console.WriteMessage("Waiting until DNS has them.");
        var missing = await watch.WaitForDnsAsync(arguments, console, awaited, deadline, cancellationToken);
        console.WriteMessage(missing.Count == 0
            ? "DNS has them."
            : $"DNS does not have the id of {NextLine.FormatNames(missing, ", ") ?? Words.Count(missing.Count, "domain")} yet. "
            + $"Run '{NextLine.FormatCommand(missing, publisher.Options)}' again.");
        return missing;
    }
}
