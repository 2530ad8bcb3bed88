using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Records;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;

namespace MtaSts.Cli.Publishing;

/// <summary>The option of a command that changes policies to publish their ids, too.</summary>
internal sealed class PublishOption(ToolServices services, RolloutOptions rollout)
{
    private readonly Option<bool> publish = new("--publish")
    {
        Description = "Also publish the new ids, once every instance serves the policies: to the zones of Azure DNS in mta-sts.json; for "
            + "others, show the records",
    };

    public void AddTo(Command command) => command.Options.Add(publish);

    public bool IsSet(ParseResult arguments) => arguments.GetValue(publish);

    /// <summary>Prepares it before anything is changed, so that what is in its way is known by then.</summary>
    /// <param name="isJson">Whether the command is told to write JSON, which then has the records.</param>
    /// <param name="waitsForDns">Of which ids it waits until DNS has them.</param>
    /// <exception cref="CommandException">Azure refused or failed to list the zones.</exception>
    public async Task<Publication> PrepareAsync(
        ParseResult arguments,
        CliConsole console,
        StoreSession session,
        bool isJson,
        Func<PublishedId, bool> waitsForDns,
        CancellationToken cancellationToken)
    {
        var publisher = await IdPublisher.CreateAsync(
            services, rollout.CreateLookup(arguments), domain => domain, isDryRun: false, cancellationToken);
        return new Publication(rollout, publisher, session, services.Time, arguments, console)
        {
            Timeout = rollout.GetTimeout(arguments),
            WaitsForApp = true,
            Show = published => Show(console, isJson, published),
            WaitsForDns = waitsForDns,
        };
    }

    private static void Show(CliConsole console, bool isJson, IReadOnlyList<PublishedId> published)
    {
        if (!isJson)
        {
            DnsTable.Write(console.Out, published.SelectMany(id => id.ToWriteByHand).Select(record => record.Records));
        }
    }
}
