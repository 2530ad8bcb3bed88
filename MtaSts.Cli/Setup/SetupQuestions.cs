using Azure.Core;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Records;

namespace MtaSts.Cli.Setup;

/// <summary>Asks for what is not known.</summary>
internal sealed class SetupQuestions(CliConsole console)
{
    private const string Leave = "leave empty for none";

    /// <param name="draft">What is known.</param>
    /// <param name="isStoreKnown">Whether an option or the environment names the store.</param>
    /// <param name="subscription">Where zones may be.</param>
    /// <exception cref="CommandException">The input ended.</exception>
    public async Task<ToolSettings> CompleteAsync(
        ToolSettings draft, bool isStoreKnown, ResourceIdentifier? subscription, CancellationToken cancellationToken)
    {
        var app = draft.App ?? await AskAsync(
            $"Function app, by its resource id ({Leave}): az functionapp list --query [].id", null, AzureId.ParseApp, AzureId.AppForm,
            cancellationToken);
        var isStoreMissing = !isStoreKnown && draft is { TableServiceUri: null, Database: null, Directory: null };
        var endpoint = draft.TableServiceUri;
        while (isStoreMissing && endpoint is null)
        {
            endpoint = await AskAsync(
                $"Table endpoint of the storage account, such as {TableEndpoint.Form}", null, TableEndpoint.Parse, TableEndpoint.Form,
                cancellationToken);
        }

        var reports = draft.Rua.Count > 0 ? draft.Rua : await AskForManyAsync(
            $"Where TLS reports go, such as {ReportUris.Form} ({Leave})", null, ReportUris.Parse, "mailto: or https: URIs",
            cancellationToken, text => ReportUri.FindFault(text)?.Describe(text));
        var zones = draft.Dns.Count > 0 ? draft.Dns : await AskForManyAsync(
            "Zones of Azure DNS, by subscription or resource group" + (subscription is null ? $" ({Leave})" : ""),
            subscription is null ? null : [subscription],
            AzureId.ParseZones,
            AzureId.ZonesForm,
            cancellationToken);
        return draft with { App = app, TableServiceUri = endpoint, Rua = reports, Dns = zones };
    }

    private async Task<T?> AskAsync<T>(
        string question,
        T? assumed,
        Func<string, T?> parse,
        string form,
        CancellationToken cancellationToken,
        Func<string, string?>? findFault = null)
        where T : class
    {
        while (true)
        {
            var line = await console.AskForTextAsync(question + (assumed is null ? ":" : $" [{assumed}]:"), cancellationToken)
                ?? throw new CommandException(ExitCode.Failed, "Nothing was written.");
            var text = line.Trim();
            var answer = text.Length == 0 ? assumed : parse(text);
            if (answer is not null || text.Length == 0)
            {
                return answer;
            }

            console.WriteMessage(findFault?.Invoke(text) ?? $"'{text}' is not one. Use {form}.");
        }
    }

    private async Task<IReadOnlyList<T>> AskForManyAsync<T>(
        string question,
        T[]? assumed,
        Func<string, T?> parse,
        string form,
        CancellationToken cancellationToken,
        Func<string, string?>? findFault = null)
        where T : class
    {
        return (await AskAsync(
            question, assumed is null ? null : new Many<T>(assumed), Parse, form, cancellationToken, FindFault))?.Items ?? [];

        Many<T>? Parse(string text)
        {
            var items = Split(text).Select(parse).ToList();
            return items.Contains(null) ? null : new Many<T>([.. items.OfType<T>()]);
        }

        string? FindFault(string text) => Split(text).Select(item => findFault?.Invoke(item)).FirstOrDefault(fault => fault is not null);
    }

    private static string[] Split(string text) => text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);

    private sealed record Many<T>(IReadOnlyList<T> Items)
    {
        public override string ToString() => string.Join(' ', Items);
    }
}
