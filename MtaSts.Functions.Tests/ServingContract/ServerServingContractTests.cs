using MtaSts.Functions.Tests.Server;
using MtaSts.Functions.Tests.Storage;

namespace MtaSts.Functions.Tests;

/// <summary>The serving contract, kept by the server over HTTP.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class ServerServingContractTests(AzuriteFixture azurite) : ServingContract(azurite)
{
    private AppProcess server = null!;

    protected override string Log => server.Output;

    protected override async Task StartAsync(params (string Name, string Value)[] settings) => server = await AppProcess.StartAsync(settings);

    protected override async Task<HostAnswer> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await server.Client.SendAsync(request, Token);
        var received = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new HostAnswer((int)response.StatusCode, received, await response.Content.ReadAsByteArrayAsync(Token));
    }

    protected override ValueTask StopAsync() => server.DisposeAsync();
}
