using Azure.Core;
using Azure.Core.Pipeline;
using MtaSts.Cli.ResourceManager;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>Azure Resource Manager as far as <c>init</c> asks it: an app, and zones of Azure DNS.</summary>
internal sealed class AzureStub : HttpMessageHandler
{
    public const string Subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
    public const string App = $"{Subscription}/resourceGroups/rg-mta-sts/providers/Microsoft.Web/sites/contoso-mta-sts";

    public const string Zones = $"{Subscription}/providers/Microsoft.Network/dnsZones";

    private readonly Dictionary<string, (HttpStatusCode Status, string Body)> answers = new(StringComparer.OrdinalIgnoreCase)
    {
        [App] = (HttpStatusCode.OK, """
            {"properties": {"defaultHostName": "contoso-mta-sts-x1y2.westeurope-01.azurewebsites.net", "customDomainVerificationId": "AB12",
            "hostNameSslStates": []}}
            """),
        [Zones] = (HttpStatusCode.OK, $$$"""
            {"value": [{"id": "{{{Subscription}}}/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/contoso.com", 
            "name": "contoso.com", "properties": {"nameServers": ["ns1-01.azure-dns.com."]}}]}
            """),
    };

    /// <summary>Answers with an error instead.</summary>
    public void Refuse(string path, HttpStatusCode status, string code, string message) => answers[path] =
        (status, JsonSerializer.Serialize(new { error = new { code, message } }));

    public ResourceManagerClient CreateClient() => new(
        DelegatedTokenCredential.Create((_, _) => new AccessToken("token", DateTimeOffset.MaxValue)),
        TimeProvider.System,
        transport: new HttpClientTransport(this));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (status, body) = answers.GetValueOrDefault(
            request.RequestUri!.AbsolutePath,
            (HttpStatusCode.NotFound, """{"error": {"code": "ResourceNotFound", "message": "The resource was not found."}}"""));
        return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body), RequestMessage = request });
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The tool waits for nothing.");
}
