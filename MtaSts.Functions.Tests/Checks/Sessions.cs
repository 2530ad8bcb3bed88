using System.Net.Security;
using System.Security.Authentication;
using MtaSts.Checks.Certificates;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>TLS handshakes as they should be.</summary>
internal static class Sessions
{
    public static TlsSession Good(DateTimeOffset now, string host = "mta-sts.contoso.com") =>
        new(SslProtocols.Tls13, now.AddDays(-30), now.AddDays(60), $"CN={host}", "CN=R11", [host], SslPolicyErrors.None, []);
}
