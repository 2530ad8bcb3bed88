namespace MtaSts.Functions.Tests.ServingContract;

/// <summary>An app that serves policies as a process of its own, whatever its host.</summary>
internal interface IServingApp : IAsyncDisposable
{
    const string PolicyPath = "/.well-known/mta-sts.txt";

    HttpClient Client { get; }

    /// <summary>What it has logged and written so far.</summary>
    string Output { get; }

    /// <summary>Sends a request whose Host is as given, to the letter.</summary>
    async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string host, string path = PolicyPath, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Host", host);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, Token);
    }

    Task<HttpResponseMessage> GetAsync(string host, string path = PolicyPath) => SendAsync(HttpMethod.Get, host, path);

    async Task<HttpStatusCode> GetStatusAsync(string host, string path = PolicyPath)
    {
        using var response = await GetAsync(host, path);
        return response.StatusCode;
    }

    async Task<string> GetTextAsync(string host)
    {
        using var response = await GetAsync(host);
        return await response.Content.ReadAsStringAsync();
    }
}
