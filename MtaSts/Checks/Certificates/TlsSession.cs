using System.Net.Security;
using System.Security.Authentication;

namespace MtaSts.Checks.Certificates;

/// <summary>A TLS handshake as the client saw it, whether or not it accepted the certificate.</summary>
/// <param name="Protocol">The version; <see cref="SslProtocols.None"/> if the handshake ended before it was known.</param>
/// <param name="NotBefore">The beginning of the certificate's validity, UTC.</param>
/// <param name="NotAfter">Its end, UTC.</param>
/// <param name="Names">The DNS names of its SAN, 100 at most.</param>
/// <param name="ChainFaults">What is wrong with its chain other than its own dates, in the system's words.</param>
public sealed record TlsSession(
    SslProtocols Protocol,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string Subject,
    string Issuer,
    IReadOnlyList<string> Names,
    SslPolicyErrors Errors,
    IReadOnlyList<string> ChainFaults);
