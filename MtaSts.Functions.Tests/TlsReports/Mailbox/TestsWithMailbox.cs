using System.CommandLine;
using MtaSts.Cli.Commands;
using MtaSts.Cli.Console;

namespace MtaSts.Functions.Tests.TlsReports.Mailbox;

/// <summary>Tests of <c>reports fetch</c>, each with a server that answers as Microsoft Graph does, and a folder to fetch to.</summary>
public abstract class TestsWithMailbox : TestsWithFolder
{
    private protected static readonly DateTimeOffset Morning = new(2026, 11, 24, 5, 0, 0, TimeSpan.Zero);

    private protected GraphServer Graph { get; private set; } = null!;

    private protected string To => InFolder("reports");

    private protected string[] Files => Directory.Exists(To) ? [.. Directory.GetFiles(To).Order(StringComparer.Ordinal)] : [];

    public override async ValueTask InitializeAsync() => Graph = await GraphServer.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await Graph.DisposeAsync();
        Assert.All(Graph.Requests, request => Assert.StartsWith("GET ", request, Ordinal));
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
    }

    private protected void Add(string id, string? subject, params (string? Name, string? Type)[] attachments) => Graph.Messages.Add(
        new TestMessage(id, Morning.AddMinutes(Graph.Messages.Count), subject, Encoding.UTF8.GetBytes($"mail {id}"))
        {
            Attachments = attachments,
        });

    private protected void AddReports(int count, int from = 0) => Graph.Messages.AddRange(Enumerable.Range(from, count).Select(
        number => new TestMessage($"report-{number}", Morning.AddHours(number), "Report Domain: contoso.com", "mail"u8.ToArray())));

    private protected static ReportsFetchCommand Command(ToolServices? services = null) => new(services ?? new ToolServices());

    private protected Task<ToolResult> FetchAsync(params string[] more) => RunAsync(
        new ToolServices { CreateMailbox = Graph.CreateMailbox }, ["--mailbox", GraphServer.Mailbox, "--to", To, .. more]);

    private protected static async Task<ToolResult> RunAsync(ToolServices services, string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var console = Tool.CreateConsole(output, errors, []);
        try
        {
            var exitCode = await Command(services).Register(console, services).Parse(arguments).InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false }, Token);
            return new ToolResult(exitCode, output.ToString(), errors.ToString());
        }
        catch (CommandException exception)
        {
            console.WriteMessage(exception.Message);
            return new ToolResult(exception.ExitCode, output.ToString(), errors.ToString());
        }
    }
}
