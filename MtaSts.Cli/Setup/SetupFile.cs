using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Storage;

namespace MtaSts.Cli.Setup;

/// <summary><c>mta-sts.json</c> as <c>init</c> finds it, and what it makes of it.</summary>
internal sealed class SetupFile
{
    private readonly SettingsFile? place;
    private readonly CliConsole console;
    private readonly ToolSettings now;

    private SetupFile(SettingsFile? place, CliConsole console, ToolSettings now)
    {
        this.place = place;
        this.console = console;
        this.now = now;
    }

    /// <summary>Where it is, or is to be; null for nowhere.</summary>
    public string? Path => place?.Place;

    /// <summary>Whether there is one that counts.</summary>
    public bool Exists => now.File is not null;

    /// <param name="isForStoreOnly">Whether nothing but a store is set up that needs no settings; then what is there stays.</param>
    /// <exception cref="CommandException">There is one that cannot be read, and it is not to be replaced.</exception>
    public static SetupFile Open(SettingsFile? place, CliConsole console, bool isForced, bool isForStoreOnly)
    {
        if (place?.Path is not { } path)
        {
            return new SetupFile(place, console, ToolSettings.None);
        }

        if (isForStoreOnly && !isForced)
        {
            console.WriteMessage($"{path} stays as it is.");
            return new SetupFile(null, console, ToolSettings.None);
        }

        try
        {
            return new SetupFile(place, console, place.Read());
        }
        catch (CommandException exception) when (isForced)
        {
            console.WriteMessage($"{exception.Message} It is replaced.");
            return new SetupFile(place, console, ToolSettings.None);
        }
    }

    public async Task<AzdEnvironment> FindAzdAsync(CancellationToken cancellationToken) => place is null
        ? AzdEnvironment.None
        : await AzdEnvironment.FindAsync(console, place.Folder, cancellationToken);

    /// <summary>What is given, else what azd knows, else what the file says.</summary>
    public ToolSettings Complete(ToolSettings given, AzdEnvironment known)
    {
        // An id is the same in any case; the file's spelling stays.
        var app = given.App ?? known.App;
        var settings = now with
        {
            App = app is null || app.Equals(now.App) ? now.App : app,
            Rua = given.Rua.Count > 0 ? given.Rua : now.Rua,
            Dns = given.Dns.Count > 0 && !given.Dns.SequenceEqual(now.Dns) ? given.Dns
                : !Exists && known.Subscription is { } subscription ? [subscription]
                : now.Dns,
            IdZone = given.IdZone ?? now.IdZone,
            Resolver = given.Resolver ?? now.Resolver,
        };
        return known.TableServiceUri is { } endpoint
            ? settings with { TableServiceUri = endpoint, Database = null, Directory = null }
            : settings;
    }

    /// <summary>The same with the store that is used, as far as it is one that a file may name.</summary>
    public static ToolSettings AddStore(ToolSettings settings, StoreSettings store) => store switch
    {
        TableByIdentity table when TableEndpoint.IsOfAzure(table.Endpoint) => settings with
        {
            TableServiceUri = table.Endpoint.AbsoluteUri,
            Table = table.Name,
            Database = null,
            Directory = null,
        },
        StoreSettings.Database(var path) => settings with
        {
            TableServiceUri = null,
            Table = null,
            Database = System.IO.Path.GetFullPath(path),
            Directory = null,
        },
        _ => settings,
    };

    /// <exception cref="CommandException">There is a file that says otherwise, and it is not to be replaced.</exception>
    public void RequireSame(ToolSettings wanted, bool isForced)
    {
        if (Exists && !isForced && SettingsWriter.Compare(Path!, now, wanted) is { Count: > 0 } differences)
        {
            throw new CommandException(
                ExitCode.Failed,
                $"{Path} says otherwise:\n{string.Join('\n', differences.Select(line => $"  {line}"))}\n"
                + "Nothing was changed. Add --force to replace it, comments included.");
        }
    }

    /// <returns>Whether there was something to write.</returns>
    public async Task<bool> WriteAsync(ToolSettings wanted, StoreSettings store)
    {
        if (store is TableByConnectionString)
        {
            console.WriteMessage(
                $"A connection string does not go into {SettingsFile.Name}: name it with --connection-string or PolicyStorage.");
        }
        else if (store is TableByIdentity table && !TableEndpoint.IsOfAzure(table.Endpoint))
        {
            console.WriteMessage(
                $"{table.Endpoint.Host} is not a host of Azure's and does not go into {SettingsFile.Name}: "
                + "name it with --table-service-uri or PolicyStorage__tableServiceUri.");
        }

        if (Path is null || SettingsWriter.Compare(Path, now, wanted) is { Count: 0 })
        {
            if (Exists)
            {
                console.WriteMessage($"{Path} says so already: nothing was changed.");
            }

            return false;
        }

        await SettingsWriter.WriteAsync(Path, wanted);
        console.WriteMessage($"{Path} was written.");
        return true;
    }
}
