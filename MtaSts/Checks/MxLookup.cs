using System.Net;
using DnsClient;

namespace MtaSts.Checks;

/// <summary>Looks up where a domain receives mail. Safe for concurrent use.</summary>
public sealed class MxLookup
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly LookupClient client;

    /// <summary>A lookup by this resolver, or by those of the system.</summary>
    /// <param name="resolver">The resolver's address and port; null for the system's.</param>
    /// <exception cref="MxLookupException">The system has none.</exception>
    public MxLookup(IPEndPoint? resolver = null)
    {
        try
        {
            var options = resolver is null ? new LookupClientOptions() : new LookupClientOptions(resolver);
            options.Timeout = Timeout;
            options.Retries = 1;
            options.UseCache = false;
            client = new LookupClient(options);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new MxLookupException($"The system has no resolver: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// The hosts of the domain's MX records, the most preferred first, without the trailing dot; none when there is no such domain, when it
    /// has no MX, or when its MX says that it receives no mail (RFC 7505 §3).
    /// </summary>
    /// <exception cref="MxLookupException">There was no answer, or it was a failure.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(DomainName domain, CancellationToken cancellationToken)
    {
        IDnsQueryResponse answer;
        try
        {
            answer = await client.QueryAsync(domain.Ascii, QueryType.MX, cancellationToken: cancellationToken);
        }
        catch (DnsResponseException exception)
        {
            throw new MxLookupException($"The MX of {domain} could not be looked up: {ReasonOf(exception)}.", exception);
        }

        if (answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain)
        {
            throw new MxLookupException($"The MX of {domain} could not be looked up: {answer.ErrorMessage}.");
        }

        return
        [
            .. answer.Answers.MxRecords()
                .OrderBy(record => record.Preference)
                .Select(record => record.Exchange.Value.TrimEnd('.'))
                .Where(host => host.Length > 0),
        ];
    }

    private static string ReasonOf(DnsResponseException exception) => exception switch
    {
        { Code: DnsResponseCode.ConnectionTimeout } or { InnerException: OperationCanceledException } => "there was no answer",
        { InnerException: { } inner } => inner.Message.TrimEnd('.'),
        _ => exception.DnsError,
    };
}
