using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Publishing;
using MtaSts.Cli.Records;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;

namespace MtaSts.Cli.Commands;

/// <summary><c>publish</c>: what DNS lacks, and no sooner than every instance of the app serves the policy (RFC 8461 §8.1).</summary>
internal sealed class PublishCommand : StoreCommand
{
    private readonly ToolServices services;
    private readonly RolloutOptions rollout;
    private readonly DomainSelection domains = new("All domains in the store");
    private readonly Option<bool> write = new("--write")
    {
        Description = "Write the ids to the zones of Azure DNS that mta-sts.json names, without asking, and show only the others",
    };

    private readonly Option<bool> dryRun = new("--dry-run", "--what-if")
    {
        Description = "With --write, say what would be written, and write nothing",
    };

    private readonly Option<bool> wait = new("--wait")
    {
        Description = "Wait until the policies are served, and then until DNS has their ids",
    };

    private readonly RecordFormat format = new();
    private readonly ZoneOption zone = new();

    public PublishCommand(ToolServices services)
        : base(
            "publish",
            "Shows the ids that DNS lacks, or writes them, once every instance of the app serves their policies.",
            "mta-sts publish --all --format bind")
    {
        this.services = services;
        rollout = new RolloutOptions(services);
        domains.AddTo(this);
        AddOptions(write, dryRun, wait);
        format.AddTo(this);
        zone.AddTo(this);
        rollout.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetValue(dryRun) && !result.GetValue(write))
            {
                result.AddError("--dry-run needs --write: without it, nothing is written anyway.");
            }
        });
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var names = await domains.ListAsync(arguments, session.Store, cancellationToken);
        var zones = names.ToDictionary(name => name, name => zone.Find(arguments, name));
        var publisher = await CreatePublisherAsync(arguments, name => zones[name], cancellationToken);
        var publication = new Publication(rollout, publisher, session, services.Time, arguments, console)
        {
            Timeout = rollout.GetTimeout(arguments),
            WaitsForApp = arguments.GetValue(wait),
            Show = published => Show(arguments, console, published),
            WaitsForDns = _ => arguments.GetValue(wait) && !publisher.IsDryRun,
        };
        var result = await publication.RunAsync(names, cancellationToken);
        return result.IsDone ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<IdPublisher> CreatePublisherAsync(
        ParseResult arguments, Func<DomainName, DomainName> findOrigin, CancellationToken cancellationToken)
    {
        if (!arguments.GetValue(write))
        {
            return IdPublisher.ForPeople(services, findOrigin);
        }

        return services.ReadSettings().Dns.Count == 0
            ? throw new CommandException(
                ExitCode.WrongUsage,
                "--write needs to know where the zones of Azure DNS are. Name their subscription or resource group: "
                + "'mta-sts init --dns /subscriptions/…'.")
            : await IdPublisher.CreateAsync(
                services, rollout.CreateLookup(arguments), findOrigin, arguments.GetValue(dryRun), cancellationToken);
    }

    private void Show(ParseResult arguments, CliConsole console, IReadOnlyList<PublishedId> published)
    {
        if (format.IsJson(arguments, IsJson(arguments)))
        {
            console.WriteJson([.. published.SelectMany(id => id.ToJson())], ToolJson.Default.IReadOnlyListDomainRecordsJson);
            return;
        }

        var byHand = published.SelectMany(id => id.ToWriteByHand).Select(record => record.Records).ToList();
        if (byHand.Count > 0 || !arguments.GetValue(write))
        {
            format.Write(arguments, console, byHand, isJson: false);
        }
    }
}
