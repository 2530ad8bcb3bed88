using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using MtaSts.Cli.Console;
using MtaSts.Cli.ResourceManager;

namespace MtaSts.Cli.Reports.Mailbox;

/// <summary>Reads mailboxes over REST (Microsoft Graph v1.0), and only reads: each request is a GET. Safe for concurrent use.</summary>
/// <param name="endpoint">Null for the public cloud.</param>
/// <param name="transport">Null for the system's.</param>
internal sealed class GraphMailbox(
    TokenCredential credential, TimeProvider time, Uri? endpoint = null, HttpPipelineTransport? transport = null)
{
    private const int MaximumJson = 20_000_000;

    private static readonly Uri PublicCloud = new("https://graph.microsoft.com");

    private readonly Uri endpoint = endpoint ?? PublicCloud;
    private readonly HttpPipeline pipeline = CreatePipeline(credential, time, transport);

    /// <summary>All messages of a mailbox, in all of its folders, the earliest first.</summary>
    /// <param name="since">When it came at the earliest, UTC.</param>
    /// <exception cref="CommandException">Graph refused or failed.</exception>
    public async IAsyncEnumerable<MailboxMessage> ListAsync(
        string mailbox, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await foreach (var item in ListPagesAsync(
            CreateUri(
                mailbox,
                "messages?$select=id,receivedDateTime,subject,bodyPreview,hasAttachments&$orderby=receivedDateTime&$top=500"
                    + $"&$filter={Uri.EscapeDataString($"receivedDateTime ge {from}")}"),
            mailbox,
            cancellationToken))
        {
            yield return Parse(item, message => new MailboxMessage(
                message.GetProperty("id").GetString() ?? throw new FormatException("a message without an id"),
                message.GetProperty("receivedDateTime").GetDateTimeOffset(),
                FindText(message, "subject"),
                FindText(message, "bodyPreview"),
                message.GetProperty("hasAttachments").GetBoolean()));
        }
    }

    /// <summary>
    /// Whether a message may be or have a report, by its attachments and headers, without reading it; not, where it is gone by now.
    /// </summary>
    /// <exception cref="CommandException">Graph refused or failed.</exception>
    public async Task<bool> HasReportAsync(string mailbox, MailboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            if (message.HasAttachments && await HasReportAttachedAsync(mailbox, message, cancellationToken))
            {
                return true;
            }

            // What is shown inline counts as no attachment, and is listed with them all the same.
            var headers = await ReadHeadersAsync(mailbox, message, cancellationToken);
            return headers.IsReport
                || (!message.HasAttachments && headers.MayHaveParts && await HasReportAttachedAsync(mailbox, message, cancellationToken));
        }
        catch (MessageGoneException)
        {
            return false;
        }
    }

    /// <summary>A message as it came (RFC 5322).</summary>
    /// <returns>Null where it is gone by now; of one that is too long, one byte more than is allowed.</returns>
    /// <exception cref="CommandException">Graph refused or failed.</exception>
    public async Task<ReadOnlyMemory<byte>?> DownloadAsync(
        string mailbox, MailboxMessage message, int maximumLength, CancellationToken cancellationToken)
    {
        try
        {
            var uri = CreateMessageUri(mailbox, message, "/$value");
            return await GetAsync(uri, mailbox, maximumLength, cancellationToken);
        }
        catch (MessageGoneException)
        {
            return null;
        }
    }

    private async Task<bool> HasReportAttachedAsync(string mailbox, MailboxMessage message, CancellationToken cancellationToken) =>
        await ListPagesAsync(CreateMessageUri(mailbox, message, "/attachments?$select=name,contentType"), mailbox, cancellationToken)
            .AnyAsync(item => ReportAttachment.IsReport(FindText(item, "name"), FindText(item, "contentType")), cancellationToken);

    private async Task<MessageHeaders> ReadHeadersAsync(string mailbox, MailboxMessage message, CancellationToken cancellationToken)
    {
        var uri = CreateMessageUri(mailbox, message, "?$select=internetMessageHeaders");
        var found = ReadJson(await GetAsync(uri, mailbox, MaximumJson, cancellationToken));
        return Parse(found, properties => new MessageHeaders(
            properties.TryGetProperty("internetMessageHeaders", out var headers) && headers.ValueKind != JsonValueKind.Null
                ? [.. headers.EnumerateArray().Select(header => (FindText(header, "name"), FindText(header, "value")))]
                : []));
    }

    private async IAsyncEnumerable<JsonElement> ListPagesAsync(
        Uri first, string mailbox, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var uri = first; uri is not null;)
        {
            var page = ReadJson(await GetAsync(uri, mailbox, MaximumJson, cancellationToken));
            foreach (var item in Parse(page, list => list.GetProperty("value").EnumerateArray()))
            {
                yield return item;
            }

            uri = FindText(page, "@odata.nextLink") is { Length: > 0 } link ? Accept(link) : null;
        }
    }

    private async Task<ReadOnlyMemory<byte>> GetAsync(Uri uri, string mailbox, int maximumLength, CancellationToken cancellationToken)
    {
        using var message = pipeline.CreateMessage();
        message.BufferResponse = false;
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(uri);
        message.Request.Headers.Add("Prefer", "IdType=\"ImmutableId\"");
        try
        {
            await pipeline.SendAsync(message, cancellationToken);
            var body = await ReadAsync(message.Response.ContentStream ?? Stream.Null, maximumLength, cancellationToken);
            return !message.Response.IsError ? body
                : MessageGoneException.Is(message.Response, body) ? throw new MessageGoneException()
                : throw GraphErrors.From(message.Response, body, mailbox, time.GetUtcNow());
        }
        catch (AuthenticationFailedException exception)
        {
            throw new CommandException(ExitCode.Failed, ResourceManagerErrors.NotSignedIn(exception).Message);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw GraphErrors.NoAnswer(ResourceManagerErrors.NoAnswer(uri, exception).Message);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int maximumLength, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while (content.Length <= maximumLength && (read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                content.Write(buffer.AsSpan(0, (int)Math.Min(read, maximumLength + 1 - content.Length)));
            }

            return content.ToArray();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // A body that takes too long is cancelled by the pipeline, not by the caller.
            cancellationToken.ThrowIfCancellationRequested();
            throw GraphErrors.BrokenOff(exception);
        }
    }

    private static JsonElement ReadJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw GraphErrors.NotJson();
        }
    }

    private static T Parse<T>(JsonElement element, Func<JsonElement, T> parse)
    {
        try
        {
            return parse(element);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw GraphErrors.UnknownForm(exception.Message.TrimEnd('.'));
        }
    }

    private static string FindText(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()! : "";

    private Uri CreateUri(string mailbox, string rest) => new(endpoint, $"/v1.0/users/{Uri.EscapeDataString(mailbox)}/{rest}");

    private Uri CreateMessageUri(string mailbox, MailboxMessage message, string rest) =>
        CreateUri(mailbox, $"messages/{Uri.EscapeDataString(message.Id)}{rest}");

    // The token goes with each request, so only to where it is meant for.
    private Uri Accept(string link) => Uri.TryCreate(link, UriKind.Absolute, out var uri)
        && uri.Scheme == endpoint.Scheme && uri.Authority == endpoint.Authority
            ? uri
            : throw GraphErrors.ForeignLink(link);

    private static HttpPipeline CreatePipeline(TokenCredential credential, TimeProvider time, HttpPipelineTransport? transport)
    {
        var options = new GraphClientOptions { RetryPolicy = new GraphRetryPolicy(time) };
        options.Transport = transport ?? options.Transport;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);
        return HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, $"{PublicCloud}.default"));
    }

    private sealed class GraphClientOptions : ClientOptions;
}
