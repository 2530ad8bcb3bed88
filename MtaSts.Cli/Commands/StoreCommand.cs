using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Names;
using MtaSts.Cli.Options;
using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary>A command on a store, which <paramref name="open"/> opens for what the command does.</summary>
internal abstract class StoreCommand<TStore>(
    string name, string description, string example, Func<StoreOptions, ParseResult, CliConsole, TStore> open)
    : ToolCommand(name, description, example)
{
    private readonly StoreOptions store = new();
    private readonly OutputOption output = new();

    public sealed override StoreOptions Store => store;

    /// <summary>What to say of a domain that has no row.</summary>
    protected CommandException Missing(CliConsole console, DomainName domain, string otherwise) =>
        MissingRow.Create(domain, FindDefault(console), otherwise);

    /// <summary>Which template domains without a row get; null where they get nothing.</summary>
    protected DefaultTemplate? ReadDefault(CliConsole console) => store.ReadDefault(console.GetVariable);

    /// <summary>The same for a command that does not go by it: settings that cannot be read are told, and do not stop it.</summary>
    protected DefaultTemplate? FindDefault(CliConsole console)
    {
        try
        {
            return ReadDefault(console);
        }
        catch (CommandException exception)
        {
            console.WriteMessage($"Whether domains without a row get a default template is unknown: {exception.Message}");
            return null;
        }
    }

    protected bool IsJson(ParseResult arguments) => output.IsJson(arguments);

    protected override void AddSharedOptions()
    {
        output.AddTo(this);
        store.AddTo(this, Services);
    }

    protected sealed override async Task<int> RunAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        var opened = open(store, arguments, console);
        await DomainArgument.RequireUnambiguousAsync(
            arguments, (domains, token) => FindKeptAsync(opened, domains, token), cancellationToken);
        return await RunAsync(arguments, console, opened, cancellationToken);
    }

    /// <summary>Of which of some domains the store has or had policies.</summary>
    protected abstract Task<IReadOnlyList<DomainName>> FindKeptAsync(
        TStore opened, IReadOnlyList<DomainName> domains, CancellationToken cancellationToken);

    protected abstract Task<int> RunAsync(ParseResult arguments, CliConsole console, TStore store, CancellationToken cancellationToken);
}

internal abstract class StoreCommand(string name, string description, string example) : StoreCommand<StoreSession>(
    name, description, example, (store, arguments, console) => store.OpenEditable(arguments, console.GetVariable))
{
    protected sealed override Task<IReadOnlyList<DomainName>> FindKeptAsync(
        StoreSession opened, IReadOnlyList<DomainName> domains, CancellationToken cancellationToken) =>
        AmbiguousDomain.FindKeptAsync(opened.Store, domains, cancellationToken);
}

/// <summary>A command that only reads a store, so that a folder of policy files does as well.</summary>
internal abstract class ReadCommand(string name, string description, string example) : StoreCommand<IReadablePolicyStore>(
    name, description, example, (store, arguments, console) => store.Open(arguments, console.GetVariable))
{
    protected sealed override async Task<IReadOnlyList<DomainName>> FindKeptAsync(
        IReadablePolicyStore opened, IReadOnlyList<DomainName> domains, CancellationToken cancellationToken)
    {
        var kept = new List<DomainName>();
        foreach (var domain in domains)
        {
            if (await opened.ReadAsync(domain, cancellationToken) is not null)
            {
                kept.Add(domain);
            }
        }

        return kept;
    }
}
