using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace MtaSts.Cli.Reports.Mailbox;

/// <summary>
/// Tries again what is throttled or fails in passing, when Microsoft Graph says; gives up where it asks to wait longer than a person would.
/// </summary>
internal sealed class GraphRetryPolicy(TimeProvider time) : RetryPolicy(MaximumRetries)
{
    public static readonly TimeSpan MaximumWait = TimeSpan.FromMinutes(5);

    private const int MaximumRetries = 5;

    /// <summary>How long an answer asks to wait (RFC 9110 §10.2.3); null where it does not.</summary>
    public static TimeSpan? FindWait(ResponseHeaders headers, DateTimeOffset now) =>
        !headers.TryGetValue("Retry-After", out var text) ? null
        : double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.SecondsPerDay))
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date - now
        : null;

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        !AsksForTooMuch(message) && base.ShouldRetry(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        !AsksForTooMuch(message) && await base.ShouldRetryAsync(message, exception);

    private bool AsksForTooMuch(HttpMessage message) =>
        message.HasResponse && FindWait(message.Response.Headers, time.GetUtcNow()) > MaximumWait;
}
