using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Console;
using MtaSts.Cli.Lists;
using MtaSts.Cli.Options;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary>The domains that <c>check</c> is called with, and what the store knows of them.</summary>
internal sealed class CheckTargets(StoreOptions store, SenderOptions sender, TimeProvider time)
{
    private const int ReadsAtOnce = 32;

    private static readonly PolicyTimeline Unknown = new([]);

    private readonly DomainSelection domains = new("All domains in the store");
    private readonly Option<string?> file = TextOption.Create("--file", "LIST", "Domains in a file, a list or CSV; - is standard input");

    public void AddTo(Command command) => domains.AddTo(command, file);

    public async Task<CheckedDomains> FindAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        if (domains.IsAll(arguments))
        {
            var all = store.Open(arguments, console.GetVariable);
            var hosted = await (await domains.ListHostedAsync(arguments, all, cancellationToken))
                .Select(hosted => new CheckRequest(hosted.Domain, hosted))
                .ToListAsync(cancellationToken);
            return await AddKnownAsync(arguments, console, all, hosted, cancellationToken);
        }

        var names = arguments.GetValue(file) is { } list
            ? await DomainListFile.ReadAsync(list, console, store: null, cancellationToken)
            : domains.GetNames(arguments);
        var hosting = store.OpenIfNamed(arguments, console.GetVariable);
        var requests = hosting is null
            ? [.. names.Select(name => new CheckRequest(name))]
            : await ReadHostedAsync(hosting, names, cancellationToken);
        return await AddKnownAsync(arguments, console, hosting, requests, cancellationToken);
    }

    /// <summary>
    /// Adds what the history of domains that are or were hosted says, where the store has one, and what senders report of them.
    /// </summary>
    private async Task<CheckedDomains> AddKnownAsync(
        ParseResult arguments,
        CliConsole console,
        IReadablePolicyStore? hosting,
        List<CheckRequest> requests,
        CancellationToken cancellationToken)
    {
        DomainName[] names = [.. requests.Select(request => request.Domain)];
        var reports = await sender.ReadReportsAsync(arguments, console, names, PromotionGate.DefaultMinimum, cancellationToken);
        var (now, refreshAfter) = (time.GetUtcNow(), sender.GetRefreshAfter(arguments, console));
        var timelines = hosting is IEditablePolicyStore history
            ? await ReadTimelinesAsync(console, history, names, cancellationToken)
            : null;
        var known = requests.Zip(timelines ?? [.. names.Select(_ => Unknown)]).ToList();
        CheckRequest[] completed =
        [
            .. known.Select(pair => reports.AddTo(
                pair.First with
                {
                    Hosted = pair.First.Hosted ?? (pair.Second.Current is { IsDefault: true } current ? current : null),
                    Held = HeldPolicies.Find(reports.AddTo(pair.First.Domain, pair.Second, now), now, refreshAfter),
                },
                pair.Second)),
        ];
        SenderReports.TellMissing(console, completed);
        return timelines is null ? new CheckedDomains(completed) : new CheckedDomains(completed)
        {
            Backgrounds = known.ToDictionary(pair => pair.First.Domain, pair => CreateBackground(pair.Second)),
        };
    }

    private async Task<IReadOnlyList<PolicyTimeline>> ReadTimelinesAsync(
        CliConsole console, IEditablePolicyStore history, DomainName[] names, CancellationToken cancellationToken)
    {
        var stored = await history.ReadTimelinesAsync(names, cancellationToken);
        return await history.AddDefaultAsync(store.ReadDefault(console.GetVariable), names, stored, cancellationToken);
    }

    private static DomainBackground CreateBackground(PolicyTimeline timeline)
    {
        var first = timeline.Current is null ? null : timeline.FirstInMode;
        return new DomainBackground(timeline.Customer, first?.Policy?.Mode, first?.Since);
    }

    private static async Task<List<CheckRequest>> ReadHostedAsync(
        IReadablePolicyStore hosting, IEnumerable<DomainName> names, CancellationToken cancellationToken)
    {
        var requests = new List<CheckRequest>();
        foreach (var some in names.Chunk(ReadsAtOnce))
        {
            requests.AddRange(
                await Task.WhenAll(some.Select(async name => new CheckRequest(name, await hosting.ReadAsync(name, cancellationToken)))));
        }

        return requests;
    }
}
