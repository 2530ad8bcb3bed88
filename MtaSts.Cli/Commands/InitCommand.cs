using System.CommandLine;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Setup;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>init</c>: writes <c>mta-sts.json</c> and creates the table or the database.</summary>
internal sealed class InitCommand : ToolCommand
{
    private readonly SetupOptions options = new();
    private readonly StoreOptions store = new();
    private readonly OutputOption output = new();

    public InitCommand()
        : base(
            "init",
            "Writes mta-sts.json, and creates the table or the database.",
            "mta-sts init --rua mailto:tls-reports@contoso.com") => options.AddTo(this);

    public override StoreOptions Store => store;

    protected override void AddSharedOptions()
    {
        output.AddTo(this);
        store.AddTo(this, Services);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        var given = options.Read(arguments);
        var named = store.Read(arguments, console.GetVariable, () => ToolSettings.None);
        var isForced = options.IsForced(arguments);
        var isForStoreOnly = IsLocal(named) && SetupOptions.SaysNothing(given);
        var file = SetupFile.Open(Services.SettingsFile, console, isForced, isForStoreOnly);
        var known = IsLocal(named) ? AzdEnvironment.None : await file.FindAzdAsync(cancellationToken);
        var draft = file.Complete(given, known);
        if (!IsLocal(named) && !file.Exists && console.ReadAnswer is not null && !options.AsksNothing(arguments))
        {
            draft = await new SetupQuestions(console).CompleteAsync(
                draft with { Dns = given.Dns }, named is not StoreSettings.None, known.Subscription, cancellationToken);
        }

        var settings = store.Read(arguments, console.GetVariable, () => draft);
        var session = settings is StoreSettings.None ? throw MissingStore() : store.OpenEditable(settings);
        draft = SetupFile.AddStore(draft, settings);
        file.RequireSame(draft, isForced);

        var check = new SetupCheck(Services, console);
        var app = await check.FindAppAsync(draft, cancellationToken);
        var zones = await check.CountZonesAsync(draft, isAssumed: !file.Exists && given.Dns.Count == 0, cancellationToken);
        draft = zones is null ? draft with { Dns = [] } : draft;

        await session.Store.CreateAsync(cancellationToken);
        console.WriteMessage("The store is ready.");
        var isWritten = await file.WriteAsync(draft, settings);
        var next = app is null ? "mta-sts set contoso.com --exchange-online" : "mta-sts onboard contoso.com";
        if (output.IsJson(arguments))
        {
            var result = InitJson.From(draft with { File = file.Path }, isWritten, next);
            console.WriteJson(result with { HostName = app?.HostName.Ascii, Zones = zones }, ToolJson.Default.InitJson);
        }

        console.WriteMessage($"Next: {next}");
        return ExitCode.Done;
    }

    // With such a store nothing of Azure Resource Manager's is needed, and nobody is asked for it.
    private static bool IsLocal(StoreSettings settings) => settings is not (StoreSettings.None or TableByIdentity);

    private static CommandException MissingStore() => new(
        ExitCode.WrongUsage,
        "There is no azd environment here that says where the policies are. Run 'azd up' first, or name the store with "
        + "--table-service-uri URL, and the app with --app ID; without Azure, use --database FILE.");
}
