using System.Collections.Concurrent;
using MtaSts.Checks.Fetching;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>The policy hosts of the domains that a test publishes policies of, and their records.</summary>
internal sealed class FakePublisher(FakeDns? dns = null) : IPolicyProbe
{
    private const string PublicAddress = "9.9.9.9";

    private readonly ConcurrentDictionary<string, PolicyFetchResult> results = [];

    public FakeDns Dns { get; } = dns ?? new FakeDns();

    public ToolServices CreateServices() => Dns.CreateServices() with { CreateProbe = _ => this };

    /// <summary>Publishes a policy for a domain, and its record.</summary>
    public FakePublisher Publish(string domain, string mode, params string[] mx) => Publish(
        domain, 200, $"version: STSv1\r\nmode: {mode}\r\n{string.Concat(mx.Select(name => $"mx: {name}\r\n"))}max_age: 1209600\r\n");

    public FakePublisher Publish(string domain, int status, string text)
    {
        Dns.Text($"_mta-sts.{domain}", "v=STSv1; id=1;").Address($"mta-sts.{domain}", PublicAddress);
        var body = Encoding.ASCII.GetBytes(text);
        results[domain] = new PolicyFetchResult
        {
            Url = new Uri($"https://mta-sts.{domain}/.well-known/mta-sts.txt"),
            Status = status,
            ContentType = "text/plain",
            Body = status == 200 ? body : null,
            Policy = status == 200 ? PolicyParser.Parse(body) : null,
        };
        return this;
    }

    public Task<PolicyFetchResult> FetchAsync(DomainName domain, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken) =>
        Task.FromResult(results[domain.Ascii]);
}
