using System.CommandLine;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using MtaSts.Cli.Console;
using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Options;

/// <summary>Which store a command works on: by options, else by the app's own settings in the environment.</summary>
internal sealed class StoreOptions
{
    private readonly Option<string?> connectionString = new("--connection-string") { Description = "Storage account, by connection string [env: PolicyStorage]" };

    private readonly Option<string?> tableServiceUri = new("--table-service-uri")
    {
        Description = "Storage account, by its table endpoint and your own identity [env: PolicyStorage__tableServiceUri]",
    };

    private readonly Option<string?> directory = new("--directory") { Description = "Folder of <domain>.txt files [env: MtaSts__PolicyDirectory]" };

    private readonly Option<string?> table = new("--table") { Description = "Table of the storage account [env: MtaSts__PolicyTable; default: policies]" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(connectionString);
        command.Options.Add(tableServiceUri);
        command.Options.Add(directory);
        command.Options.Add(table);
    }

    /// <summary>The store, and who works on it.</summary>
    /// <exception cref="CommandException">None is named, or more than one, or not in a way that can be used.</exception>
    public StoreSession Open(ParseResult arguments, Func<string, string?> getVariable) => OpenIfNamed(arguments, getVariable) ?? throw new CommandException(
        ExitCode.WrongUsage, "No store is named. Use --connection-string, --table-service-uri or --directory, or set PolicyStorage__tableServiceUri as for the app.");

    /// <summary>The store, and who works on it; null when none is named.</summary>
    /// <exception cref="CommandException">More than one is named, or not in a way that can be used.</exception>
    public StoreSession? OpenIfNamed(ParseResult arguments, Func<string, string?> getVariable)
    {
        var chosen = new[] { arguments.GetValue(connectionString), arguments.GetValue(tableServiceUri), arguments.GetValue(directory) };
        if (chosen.Count(option => option is not null) > 1)
        {
            throw new CommandException(ExitCode.WrongUsage, "Name one store: --connection-string, --table-service-uri or --directory.");
        }

        if (chosen.All(option => option is null))
        {
            chosen = FromEnvironment(getVariable);
        }

        var name = arguments.GetValue(table) ?? getVariable("MtaSts__PolicyTable") ?? "policies";
        return chosen switch
        {
            [{ } text, _, _] => OpenConnectionString(text, name),
            [_, { } uri, _] => OpenUri(uri, name),
            [_, _, { Length: > 0 } path] => new StoreSession(new EditableFilePolicyStore(path, TimeProvider.System), Operator.FromSystem),
            _ => null,
        };
    }

    /// <summary>The app's own settings, in the order in which the app heeds them.</summary>
    private static string?[] FromEnvironment(Func<string, string?> getVariable)
    {
        var account = getVariable("PolicyStorage__accountName");
        var uri = getVariable("PolicyStorage__tableServiceUri") ?? (account is null ? null : $"https://{account}.table.core.windows.net");
        return getVariable("PolicyStorage") is { Length: > 0 } text ? [text, null, null]
            : uri is not null ? [null, uri, null]
            : [null, null, getVariable("MtaSts__PolicyDirectory")];
    }

    private static StoreSession OpenConnectionString(string text, string table)
    {
        try
        {
            return new StoreSession(
                new TablePolicyStore(new TableServiceClient(text, ClientOptions()).GetTableClient(table), TimeProvider.System), Operator.FromSystem);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or ArgumentException)
        {
            // Without the inner message: the text may hold a key.
            throw new CommandException(ExitCode.WrongUsage, "The connection string is none. Write one of a storage account, or UseDevelopmentStorage=true.");
        }
    }

    private static StoreSession OpenUri(string address, string table)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
        {
            throw new CommandException(ExitCode.WrongUsage, $"'{address}' is no table endpoint. Write https://<account>.table.core.windows.net.");
        }

        var credential = new DefaultAzureCredential();
        var client = new TableServiceClient(uri, credential, ClientOptions()).GetTableClient(table);
        return new StoreSession(new TablePolicyStore(client, TimeProvider.System), token => Operator.FromIdentityAsync(credential, token));
    }

    private static TableClientOptions ClientOptions() => new()
    {
        Retry = { MaxRetries = 3, Mode = RetryMode.Exponential, Delay = TimeSpan.FromMilliseconds(200), NetworkTimeout = TimeSpan.FromSeconds(20) },
    };
}
