using System.Net.Security;
using System.Security.Authentication;

namespace MtaSts.Checks.Certificates;

/// <summary>A TLS handshake as the client saw it, whether or not the certificate was accepted.</summary>
/// <param name="Protocol">The version; <see cref="SslProtocols.None"/> when the handshake ended before it was known.</param>
/// <param name="NotBefore">From when the certificate is valid, UTC.</param>
/// <param name="NotAfter">Until when, UTC.</param>
/// <param name="Subject">Whom it names.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="Names">The DNS names that it covers.</param>
/// <param name="Errors">What is wrong with it.</param>
/// <param name="ChainFaults">What is wrong with its chain beside its own dates, in the words of the system; empty when nothing is.</param>
public sealed record TlsSession(
    SslProtocols Protocol,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string Subject,
    string Issuer,
    IReadOnlyList<string> Names,
    SslPolicyErrors Errors,
    IReadOnlyList<string> ChainFaults);
