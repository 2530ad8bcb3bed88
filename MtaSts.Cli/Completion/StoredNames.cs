using System.CommandLine;
using MtaSts.Cli.Commands;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Cli.Services;
using MtaSts.Storage;

namespace MtaSts.Cli.Completion;

/// <summary>
/// The names in the store that a command line so far is for. Somebody waits for them with the cursor in a half-written line: a store that
/// cannot be read, or not in time, has no names, and nothing is said.
/// </summary>
internal sealed class StoredNames(CliConsole console, ToolServices services)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public IEnumerable<string> FindDomains(ParseResult line) => Find(
        line,
        async (store, token) => await store.ListAsync(token).Select(stored => stored.Domain.Ascii).ToListAsync(token));

    public IEnumerable<string> FindTemplates(ParseResult line) => Find(
        line,
        async (store, token) => store is IEditablePolicyStore editable
            ? await editable.ListTemplatesAsync(token).Select(template => template.Name).ToListAsync(token)
            : []);

    public IEnumerable<string> FindCustomers(ParseResult line) => Find(
        line,
        async (store, token) => [.. (await store.ListCustomersAsync(token)).Values.Distinct(StringComparer.OrdinalIgnoreCase)]);

    private List<string> Find(ParseResult line, Func<IReadablePolicyStore, CancellationToken, Task<List<string>>> list)
    {
        using var limit = new CancellationTokenSource(Limit);
        var reading = Task.Run(() => ReadAsync(line, list, limit.Token), CancellationToken.None);
        try
        {
            return reading.WaitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            return [];
        }
    }

    private async Task<List<string>> ReadAsync(
        ParseResult line, Func<IReadablePolicyStore, CancellationToken, Task<List<string>>> list, CancellationToken cancellationToken)
    {
        var options = (line.CommandResult.Command as ToolCommand)?.Store;
        return options?.OpenIfNamed(line, console.GetVariable, ReadSettings) is { } store ? await list(store, cancellationToken) : [];
    }

    /// <summary>Reads <c>mta-sts.json</c> without a word about where it is.</summary>
    private ToolSettings ReadSettings() => services.SettingsFile?.Read() ?? ToolSettings.None;
}
