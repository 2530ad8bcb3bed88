using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using MtaSts.Cli.Import;
using MtaSts.Cli.Json;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Export;

internal static class PolicyExport
{
    private const string Extension = ".txt";

    public static async Task WriteJsonAsync(Stream stream, IAsyncEnumerable<ExportedPolicy> policies, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartArray();
        await foreach (var (stored, heldUntil, customer) in policies.WithCancellation(cancellationToken))
        {
            // What a provider publishes is its own to say, wherever this is imported.
            var kept = stored.Content is PolicyContent.Upstream ? stored with { Policy = null, Id = null } : stored;
            JsonSerializer.Serialize(writer, PolicyJson.From(kept, customer) with { HeldUntil = heldUntil }, ToolJson.Default.PolicyJson);
            await writer.FlushAsync(cancellationToken);
        }

        writer.WriteEndArray();
        await writer.FlushAsync(cancellationToken);
        stream.Write("\n"u8);
    }

    /// <summary>CSV with the columns of <see cref="CsvRows.Columns"/>; of a domain with a template only what is its own.</summary>
    public static async Task WriteCsvAsync(Stream stream, IAsyncEnumerable<ExportedPolicy> policies, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        WriteLine(csv, CsvRows.Columns);
        await foreach (var (stored, heldUntil, customer) in policies.WithCancellation(cancellationToken))
        {
            var columns = PolicyColumns.From(stored);
            var held = heldUntil?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            WriteLine(
                csv, [stored.Domain.Ascii, columns.Mode, columns.Mx, columns.MaxAge, columns.Template, columns.Upstream, held, customer]);
        }
    }

    public static string GetFileName(DomainName domain) => $"{domain}{Extension}";

    public static bool IsFileName(string name) =>
        name.EndsWith(Extension, StringComparison.Ordinal) && DomainName.TryParseAscii(name.AsSpan()[..^Extension.Length], out _, out _);

    public static async Task WriteFolderAsync(
        string folder, IAsyncEnumerable<ExportedPolicy> policies, CancellationToken cancellationToken)
    {
        await foreach (var (stored, _, _) in policies.WithCancellation(cancellationToken))
        {
            await File.WriteAllBytesAsync(
                Path.Combine(folder, GetFileName(stored.Domain)), PolicyRenderer.Render(stored.Policy!), cancellationToken);
        }
    }

    private static void WriteLine(CsvWriter csv, string?[] values)
    {
        Array.ForEach(values, csv.WriteField);
        csv.NextRecord();
    }
}
