using System.Net;

namespace MtaSts.Checks.Fetching;

/// <summary>Fetches policies as a sender does (RFC 8461 §3.3). Safe for concurrent use.</summary>
public interface IPolicyProbe
{
    /// <summary>Fetches the policy of <paramref name="domain"/>; every failure is a fault in the result.</summary>
    /// <param name="domain">The mail domain.</param>
    /// <param name="addresses">The addresses of the policy host, tried in this order until one accepts a connection.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<PolicyFetchResult> FetchAsync(DomainName domain, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken);

    /// <summary>The same probe, which leaves out the second connection that finds out whether the host also supports TLS 1.2.</summary>
    IPolicyProbe WithoutTls12Test() => this;
}
