using System.Net.Security;
using System.Security.Authentication;
using MtaSts.Checks.Certificates;
using MtaSts.Checks.Fetching;

namespace MtaSts.Functions.Tests.Model;

/// <summary>The policy host as the tool sees it, from where the operator is.</summary>
internal sealed class OperatorProbe(World world, int seed) : IPolicyProbe
{
    private const int Success = 200;
    private const int NotFound = 404;

    public Task<PolicyFetchResult> FetchAsync(
        DomainName domain, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        var result = new PolicyFetchResult { Url = new Uri($"https://mta-sts.{domain}/.well-known/mta-sts.txt") };
        if (world.Outages.FindStart(Outage.HostForOperator, world.Now) is not null)
        {
            return Task.FromResult(result with { Fault = FetchFault.NoConnection, FaultText = "Connection refused" });
        }

        result = result with { Tls = CreateSession(result.Url.Host), SpeaksTls12 = true, TimeToFirstByte = TimeSpan.FromMilliseconds(50) };
        if (world.FetchAsOperator(domain, seed) is not ({ Policy: { } policy }, var age))
        {
            return Task.FromResult(result with { Status = NotFound, ContentType = "text/plain" });
        }

        var body = PolicyRenderer.Render(policy);
        return Task.FromResult(result with
        {
            Status = Success,
            ContentType = "text/plain; charset=utf-8",
            CacheMaxAge = PolicyHost.RefreshAfter,
            Age = TimeSpan.FromSeconds(Math.Floor(age.TotalSeconds)),
            Body = body,
            Policy = PolicyParser.Parse(body),
        });
    }

    private TlsSession CreateSession(string host) => new(
        SslProtocols.Tls13, world.Now.AddDays(-30), world.Now.AddDays(60), $"CN={host}", "CN=R11", [host], SslPolicyErrors.None, []);
}
