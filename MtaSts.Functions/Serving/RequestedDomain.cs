using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;

namespace MtaSts.Functions.Serving;

/// <summary>Tells whose policy host a request was sent to.</summary>
public sealed class RequestedDomain(IOptions<MtaStsOptions> options)
{
    // Anybody can send X-Forwarded-Host, so it counts only where a proxy is known to set it.
    private readonly string header = options.Value.TrustForwardedHost ? "X-Forwarded-Host" : "Host";

    /// <summary>The domain; false when the request was not sent to the policy host of any.</summary>
    public bool TryGet(HttpRequestData request, out DomainName domain)
    {
        ArgumentNullException.ThrowIfNull(request);
        domain = default;

        // One value and no list: whoever names two hosts names none.
        return request.Headers.NonValidated.TryGetValues(header, out var values)
            && values.Count == 1
            && PolicyHost.TryGetDomain(values.ToString(), out domain);
    }
}
