using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>The authority that everybody in the test cloud trusts, and what it has issued.</summary>
internal sealed class CloudCertificates : IDisposable
{
    private readonly TestAuthority authority = new();
    private readonly ConcurrentDictionary<string, X509Certificate2> issued = [];

    public X509Certificate2Collection Trusted => authority.Trusted;

    public X509Certificate2 Get(string name) => issued.GetOrAdd(name, host => authority.Issue(host, days: 150, since: -1));

    /// <summary>What makes a connection trust the authority, and nobody else.</summary>
    public X509ChainPolicy CreateTrust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority.Certificate);
        return policy;
    }

    public void Dispose()
    {
        foreach (var certificate in issued.Values)
        {
            certificate.Dispose();
        }

        authority.Dispose();
    }
}
