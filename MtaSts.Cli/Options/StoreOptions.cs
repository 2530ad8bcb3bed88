using System.CommandLine;
using Azure.Core;
using Azure.Data.Tables;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Options;

/// <summary>
/// Which store a command works on: by options, else by the app's own settings in the environment, else by <c>mta-sts.json</c>. The first of
/// them that names a store says all of it, but for the table's name, which can be said alone.
/// </summary>
internal sealed class StoreOptions
{
    private const string AccountName = "PolicyStorage__accountName";

    private readonly Option<string?> connectionString = TextOption.Create(
        "--connection-string", "TEXT", "Storage account, by connection string [env: PolicyStorage]");
    private readonly Option<string?> tableServiceUri = TextOption.Create(
        "--table-service-uri",
        "URL",
        "Storage account, by its table endpoint and your own identity [env: PolicyStorage__tableServiceUri; default: as in mta-sts.json]");
    private readonly Option<string?> database = TextOption.Create("--database", "FILE", "SQLite file [env: MtaSts__PolicyDatabase]");
    private readonly Option<string?> directory = TextOption.Create(
        "--directory", "FOLDER", "Folder of <domain>.txt files, read only [env: MtaSts__PolicyDirectory]");
    private readonly Option<string?> table = TextOption.Create(
        "--table", "NAME", "Table of the storage account [env: MtaSts__PolicyTable; default: policies]");
    private readonly Dictionary<string, Option<string?>> settings;
    private ToolServices services = new();

    public StoreOptions() => settings = new()
    {
        ["PolicyStorage"] = connectionString,
        ["PolicyStorage__tableServiceUri"] = tableServiceUri,
        ["MtaSts__PolicyDatabase"] = database,
        ["MtaSts__PolicyDirectory"] = directory,
        ["MtaSts__PolicyTable"] = table,
    };

    public IReadOnlyCollection<string> OptionNames => [.. settings.Values.Select(option => option.Name)];

    public void AddTo(Command command, ToolServices services)
    {
        this.services = services;
        foreach (var option in settings.Values)
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="CommandException">None is named, or more than one, or not in a way that can be used.</exception>
    public IReadablePolicyStore Open(ParseResult arguments, Func<string, string?> getVariable) =>
        OpenIfNamed(arguments, getVariable) ?? throw NoneNamed();

    /// <exception cref="CommandException">More than one is named, or not in a way that can be used.</exception>
    public IReadablePolicyStore? OpenIfNamed(ParseResult arguments, Func<string, string?> getVariable) =>
        OpenIfNamed(arguments, getVariable, services.ReadSettings);

    /// <param name="readSettings">What counts where neither options nor the environment name a store.</param>
    /// <exception cref="CommandException">More than one is named, or not in a way that can be used.</exception>
    public IReadablePolicyStore? OpenIfNamed(
        ParseResult arguments, Func<string, string?> getVariable, Func<ToolSettings> readSettings) =>
        Read(arguments, getVariable, readSettings) switch
        {
            StoreSettings.Folder(var path) => new FilePolicyStore(path),
            StoreSettings.None => null,
            var other => OpenEditable(other).Store,
        };

    /// <exception cref="CommandException">None is named, or more than one, or one that is read only.</exception>
    public StoreSession OpenEditable(ParseResult arguments, Func<string, string?> getVariable) =>
        OpenEditable(Read(arguments, getVariable, services.ReadSettings)) with { ReadDefault = () => ReadDefault(getVariable) };

    /// <summary>Which template domains without a row get: by the app's own settings in the environment, else by the file.</summary>
    /// <exception cref="CommandException">The settings cannot be used.</exception>
    public DefaultTemplate? ReadDefault(Func<string, string?> getVariable)
    {
        try
        {
            return DefaultTemplate.Read(setting => setting.Contains(':') ? null : getVariable(setting))
                ?? services.ReadSettings().DefaultTemplate;
        }
        catch (StoreSettingsException exception)
        {
            throw new CommandException(ExitCode.WrongUsage, exception.Message);
        }
    }

    /// <exception cref="CommandException">None is named, or one that is read only.</exception>
    public StoreSession OpenEditable(StoreSettings settings) => settings switch
    {
        TableByIdentity identity => Open(
            identity,
            token => Operator.FindObjectIdAsync(identity.Credential, token),
            token => Operator.FromIdentityAsync(identity.Credential, token)),
        StoreSettings.Table account => Open(account, findPrincipalAsync: null, Operator.FromSystem),
        StoreSettings.Database(var path) => new(services.OpenDatabase(path), Operator.FromSystem),
        StoreSettings.Folder(var path) => throw new CommandException(
            ExitCode.Failed,
            $"mta-sts only reads the folder {Path.GetFullPath(path)}, which holds no history or templates. "
            + "Edit its <domain>.txt files with your editor and keep their history in version control, "
            + $"or move to a database: 'mta-sts init --database FILE', then 'mta-sts import {path} --database FILE'."),
        _ => throw NoneNamed(),
    };

    private static StoreSession Open(
        StoreSettings.Table account,
        Func<CancellationToken, Task<string?>>? findPrincipalAsync,
        Func<CancellationToken, Task<string>> findOperatorAsync)
    {
        var copies = new TableRowStore(account.CreateCopiesClient(ClientOptions()), findPrincipalAsync);
        return new(
            new RowPolicyStore(
                new TableRowStore(account.CreateClient(ClientOptions()), findPrincipalAsync),
                TimeProvider.System,
                new UpstreamCopies(copies, TimeProvider.System)),
            findOperatorAsync);
    }

    private static CommandException NoneNamed() => new(
        ExitCode.WrongUsage,
        "No store is named. Run 'mta-sts init' first, which writes it to mta-sts.json; "
        + "or use --table-service-uri, --database, --directory or --connection-string.");

    private static TableClientOptions ClientOptions() => new()
    {
        Retry =
        {
            MaxRetries = 3,
            Mode = RetryMode.Exponential,
            Delay = TimeSpan.FromMilliseconds(200),
            NetworkTimeout = TimeSpan.FromSeconds(20),
        },
    };

    /// <param name="readSettings">What counts where neither options nor the environment name a store; not called where they do.</param>
    /// <exception cref="CommandException">More than one is named, or not in a way that can be used.</exception>
    public StoreSettings Read(ParseResult arguments, Func<string, string?> getVariable, Func<ToolSettings> readSettings)
    {
        var stores = settings.Where(setting => setting.Value != table).ToDictionary();
        var isGiven = stores.Values.Count(option => arguments.GetValue(option) is not null);
        if (isGiven > 1)
        {
            throw new CommandException(
                ExitCode.WrongUsage, "Name one store: --connection-string, --table-service-uri, --database or --directory.");
        }

        var isNamed = isGiven == 1 || stores.Keys.Append(AccountName).Any(setting => getVariable(setting) is { Length: > 0 });
        var file = isNamed ? ToolSettings.None : readSettings();
        try
        {
            return StoreSettings.Read(Find, setting => FindOption(setting)?.Name ?? setting);
        }
        catch (StoreSettingsException exception)
        {
            throw new CommandException(ExitCode.WrongUsage, exception.Message);
        }

        // A store that an option names is taken instead of any that the environment names.
        string? Find(string setting) => FindOption(setting) is { } option ? arguments.GetValue(option)
            : isGiven == 1 && (stores.ContainsKey(setting) || setting == AccountName) ? null
            : setting.Contains(':') ? null
            : getVariable(setting) is { Length: > 0 } value ? value
            : file.FindStoreSetting(setting);

        Option<string?>? FindOption(string setting) =>
            settings.GetValueOrDefault(setting) is { } option && arguments.GetValue(option) is not null ? option : null;
    }
}
