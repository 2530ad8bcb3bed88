using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using DnsClient;

namespace MtaSts.Functions.Tests.Network;

/// <summary>A sender with no more than what .NET and DnsClient have, to see what the network is like.</summary>
internal sealed class NetworkSender(TestNetwork network)
{
    /// <summary>What was wrong with the last certificate.</summary>
    public SslPolicyErrors Errors { get; private set; }

    /// <summary>What was wrong with the chain of the last certificate.</summary>
    public X509ChainStatusFlags ChainErrors { get; private set; }

    public X509Certificate2? Certificate { get; private set; }

    public Task<IDnsQueryResponse> AskAsync(string name, QueryType type) => AskAsync(network.Resolver, name, type);

    public static Task<IDnsQueryResponse> AskAsync(IPEndPoint server, string name, QueryType type)
    {
        var options = new LookupClientOptions(server) { UseCache = false, Timeout = TimeSpan.FromSeconds(2), Retries = 0 };
        return new LookupClient(options).QueryAsync(name, type, cancellationToken: Token);
    }

    public async Task<IPAddress> FindAddressAsync(string host) =>
        Assert.Single((await AskAsync(host, QueryType.A)).Answers.ARecords()).Address;

    /// <summary>The headers of the answer to a fetch of the policy; the certificate is looked at, and accepted whatever it is.</summary>
    public async Task<HttpResponseMessage> FetchAsync(DomainName domain, SslProtocols protocols = SslProtocols.None)
    {
        var address = await FindAddressAsync($"mta-sts.{domain}");
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, _) =>
                new NetworkStream(await ConnectAsync(address, context.DnsEndPoint.Port), ownsSocket: true),
            SslOptions = Options($"mta-sts.{domain}", protocols),
        };
        var client = new HttpClient(handler);
        return await client.GetAsync(
            new Uri($"https://mta-sts.{domain}/.well-known/mta-sts.txt"), HttpCompletionOption.ResponseHeadersRead, Token);
    }

    public static async Task<Socket> ConnectAsync(IPAddress address, int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, port, Token);
        return socket;
    }

    /// <summary>A handshake that notes what is wrong with the certificate and goes on.</summary>
    public SslClientAuthenticationOptions Options(string host, SslProtocols protocols = SslProtocols.None) => new()
    {
        TargetHost = host,
        EnabledSslProtocols = protocols,
        CertificateChainPolicy = network.CreateTrust(),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            Errors = errors;
            ChainErrors = chain!.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
            Certificate = X509CertificateLoader.LoadCertificate(certificate!.GetRawCertData());
            return true;
        },
    };

    /// <summary>Checks that the last certificate is what its kind says, and nothing else.</summary>
    public void AssertCertificate(CertificateKind kind)
    {
        var (errors, chainErrors) = kind switch
        {
            CertificateKind.Good or CertificateKind.ExpiringSoon => (SslPolicyErrors.None, X509ChainStatusFlags.NoError),
            CertificateKind.Expired or CertificateKind.NotYetValid =>
                (SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.NotTimeValid),
            CertificateKind.WrongName => (SslPolicyErrors.RemoteCertificateNameMismatch, X509ChainStatusFlags.NoError),
            CertificateKind.Hostile => (
                SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch,
                X509ChainStatusFlags.UntrustedRoot),
            CertificateKind.SelfSigned => (SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.UntrustedRoot),
            _ => (SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.PartialChain),
        };
        Assert.Equal((errors, chainErrors), (Errors, ChainErrors));

        var now = DateTime.Now;
        Assert.Equal(kind == CertificateKind.NotYetValid, Certificate!.NotBefore > now);
        Assert.Equal(kind == CertificateKind.Expired, Certificate.NotAfter < now);
        Assert.Equal(kind == CertificateKind.ExpiringSoon, (Certificate.NotAfter - now).Days == 5);
        Assert.Equal(kind is CertificateKind.SelfSigned or CertificateKind.Hostile, Certificate.Subject == Certificate.Issuer);
        Assert.Equal(kind == CertificateKind.UnknownAuthority, Certificate.Issuer == "CN=Unknown Test Issuing");
    }
}
