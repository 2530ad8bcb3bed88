using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Notifications;

/// <summary>Posts JSON, and tries again what fails in passing: four times at most, which takes five minutes at most.</summary>
/// <param name="createHandler">Connects, and follows no redirect.</param>
/// <param name="time">What waiting goes by.</param>
internal sealed class WebhookClient(Func<HttpMessageHandler> createHandler, TimeProvider time)
{
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);

    private const int MaximumAttempts = 4;
    private const int MaximumAnswer = 4_096;
    private const int ShownAnswer = 200;

    // A channel connector says 200 where Teams did not take the message.
    private const string RefusedByTeams = "Webhook message delivery failed";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <exception cref="WebhookException">It was not taken; the message says why, and has nothing of the URL but the host.</exception>
    public async Task PostAsync(NotificationUrl url, byte[] json, CancellationToken cancellationToken)
    {
        using var client = new HttpMessageInvoker(createHandler());
        for (var attempt = 1; ; attempt++)
        {
            var fault = await TryPostAsync(client, url, json, cancellationToken);
            if (fault is null)
            {
                return;
            }

            var wait = fault.RetryAfter ?? TimeSpan.FromSeconds(1 << attempt);
            if (!fault.IsPassing || attempt == MaximumAttempts)
            {
                throw new WebhookException($"{fault.Text}{(attempt == 1 ? "" : $", {attempt} times")}");
            }

            if (wait > LongestWait)
            {
                throw new WebhookException($"{fault.Text}, and asks to wait for {Words.Format(wait)}");
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private async Task<Fault?> TryPostAsync(
        HttpMessageInvoker client, NotificationUrl url, byte[] json, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AttemptTimeout, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, url.Address) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        try
        {
            using var response = await client.SendAsync(request, deadline.Token);
            return await FindFaultAsync(response, url, deadline.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var reason = exception is HttpRequestException { InnerException: { } inner } ? inner.Message : exception.Message;
            return new Fault($"{url} could not be reached: {PlainText.Sanitize(url.Redact(reason), ShownAnswer).TrimEnd('.')}", true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Fault($"{url} did not answer within {AttemptTimeout.TotalSeconds} seconds", true);
        }
    }

    private async Task<Fault?> FindFaultAsync(HttpResponseMessage response, NotificationUrl url, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var answer = await ReadAsync(response, cancellationToken);
        if (response.IsSuccessStatusCode && !answer.StartsWith(RefusedByTeams, StringComparison.Ordinal))
        {
            return null;
        }

        var what = status is >= 300 and < 400
            ? "a redirect, which is not followed"
            : PlainText.Sanitize(url.Redact(answer), ShownAnswer).Trim();
        return new Fault(
            $"{url} answered {status}{(what.Length == 0 ? "" : $": {what.TrimEnd('.')}")}",
            response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= 500 || status < 300)
        {
            RetryAfter = GetRetryAfter(response.Headers.RetryAfter),
        };
    }

    /// <summary>The beginning of the body.</summary>
    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaximumAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private TimeSpan? GetRetryAfter(RetryConditionHeaderValue? header) =>
        (header?.Delta ?? header?.Date - time.GetUtcNow()) is { } wait ? (wait > TimeSpan.Zero ? wait : TimeSpan.Zero) : null;

    /// <param name="IsPassing">Whether it may be taken another time.</param>
    private sealed record Fault(string Text, bool IsPassing)
    {
        public TimeSpan? RetryAfter { get; init; }
    }
}

internal sealed class WebhookException(string message) : Exception(message);
