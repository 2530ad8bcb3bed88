using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;

namespace MtaSts.Checks.Lookups;

/// <summary>Sends single queries to a resolver and copes with whatever it responds. Safe for concurrent use.</summary>
internal sealed class DnsResolver(IPEndPoint? resolver) : IDnsResolver
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly Lazy<LookupClient> client = new(() => Create(resolver));

    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DnsReply> AskAsync(string name, QueryType type, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!CanBeLookedUp(name))
        {
            return new DnsReply(DnsOutcome.Failed, $"{PlainText.Quote(name)} cannot be looked up");
        }

        try
        {
            var answer = await client.Value.QueryAsync(name, type, cancellationToken: cancellationToken);
            return answer.Header.ResponseCode switch
            {
                DnsHeaderResponseCode.NoError => new DnsReply(DnsOutcome.Found) { Records = answer.Answers },
                DnsHeaderResponseCode.NotExistentDomain => new DnsReply(DnsOutcome.NxDomain) { Records = answer.Answers },
                var code => new DnsReply(DnsOutcome.Failed, Name(code)),
            };
        }
        catch (Exception exception)
        {
            // For bytes that are not a DNS message, DnsClient throws exceptions of many kinds: out of range, overflow, its own.
            cancellationToken.ThrowIfCancellationRequested();
            return Explain(exception);
        }
    }

    private static LookupClient Create(IPEndPoint? resolver)
    {
        try
        {
            var options = resolver is null ? new LookupClientOptions() : new LookupClientOptions(resolver);
            options.Timeout = Timeout;
            options.Retries = 1;
            options.UseCache = false;
            options.UseTcpFallback = true;
            return new LookupClient(options);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new SystemResolverException($"the system has no resolver: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    // Any other name DnsClient would send in another spelling: by IDNA, or with escapes.
    private static bool CanBeLookedUp(string name) =>
        name.Length <= HostNameSyntax.MaximumLength
        && name.Split('.').All(label => label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));

    private static DnsReply Explain(Exception exception) => exception switch
    {
        SystemResolverException => new DnsReply(DnsOutcome.NoAnswer, exception.Message),
        DnsResponseException { Code: DnsResponseCode.ConnectionTimeout } => new DnsReply(DnsOutcome.NoAnswer, "the request timed out"),
        _ when FindSocketFault(exception) is { } fault => new DnsReply(DnsOutcome.NoAnswer, fault),
        DnsXidMismatchException => new DnsReply(DnsOutcome.Failed, "the response is to another question"),
        _ => new DnsReply(DnsOutcome.Failed, "the response cannot be read"),
    };

    private static string? FindSocketFault(Exception? exception) => exception switch
    {
        null => null,
        SocketException => exception.Message,
        _ => FindSocketFault(exception.InnerException),
    };

    // The names of RFC 6895 §2.3.
    private static string Name(DnsHeaderResponseCode code) => code switch
    {
        DnsHeaderResponseCode.FormatError => "FORMERR",
        DnsHeaderResponseCode.ServerFailure => "SERVFAIL",
        DnsHeaderResponseCode.NotImplemented => "NOTIMP",
        DnsHeaderResponseCode.Refused => "REFUSED",
        DnsHeaderResponseCode.NotAuthorized => "NOTAUTH",
        _ => $"response code {(int)code}",
    };

    private sealed class SystemResolverException(string message, Exception innerException) : Exception(message, innerException);
}

/// <summary>A resolver's response to one query.</summary>
/// <param name="Outcome"><see cref="DnsOutcome.Found"/> for any response without an error, even an empty one.</param>
internal sealed record DnsReply(DnsOutcome Outcome, string? Fault = null)
{
    public IReadOnlyList<DnsResourceRecord> Records { get; init; } = [];
}
