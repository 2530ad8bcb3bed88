using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace MtaSts.Cli.ResourceManager;

/// <summary>
/// Azure Resource Manager over REST. Tries again what is throttled or fails in passing, and waits for what takes long. Safe for concurrent
/// use.
/// </summary>
/// <param name="time">What waiting goes by.</param>
/// <param name="endpoint">Null for the public cloud.</param>
/// <param name="transport">Null for the system's.</param>
internal sealed class ResourceManagerClient(
    TokenCredential credential, TimeProvider time, Uri? endpoint = null, HttpPipelineTransport? transport = null)
{
    private const string AsyncOperation = "Azure-AsyncOperation";

    private static readonly Uri PublicCloud = new("https://management.azure.com");
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private readonly Uri endpoint = endpoint ?? PublicCloud;
    private readonly HttpPipeline pipeline = CreatePipeline(credential, transport);

    /// <param name="path">From <c>/subscriptions/</c> on.</param>
    /// <returns>Null where there is no such resource.</returns>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task<JsonElement?> FindAsync(string path, string apiVersion, CancellationToken cancellationToken)
    {
        var response = await SendAsync(RequestMethod.Get, CreateUri(path, apiVersion), body: null, cancellationToken);
        return ResourceManagerErrors.IsMissing(response) ? null : Read(response);
    }

    /// <exception cref="ResourceManagerException">Azure refused or failed, or has no such resource.</exception>
    public async Task<JsonElement> GetAsync(string path, string apiVersion, CancellationToken cancellationToken) =>
        Read(await SendAsync(RequestMethod.Get, CreateUri(path, apiVersion), body: null, cancellationToken));

    /// <summary>All pages of a list.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async IAsyncEnumerable<JsonElement> ListAsync(
        string path, string apiVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var uri = CreateUri(path, apiVersion);
        while (true)
        {
            var page = Read(await SendAsync(RequestMethod.Get, uri, body: null, cancellationToken));
            foreach (var item in page.GetProperty("value").EnumerateArray())
            {
                yield return item;
            }

            if (!page.TryGetProperty("nextLink", out var next) || next.GetString() is not { Length: > 0 } link)
            {
                break;
            }

            uri = Accept(link);
        }
    }

    /// <summary>Writes, and waits until it is done.</summary>
    /// <returns>The resource as it is then.</returns>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task<JsonElement> PutAsync(string path, string apiVersion, JsonNode body, CancellationToken cancellationToken)
    {
        var uri = CreateUri(path, apiVersion);
        var response = await SendAsync(RequestMethod.Put, uri, body, cancellationToken);
        var written = Read(response);
        return await WaitAsync(response, cancellationToken) is null
            ? written
            : Read(await SendAsync(RequestMethod.Get, uri, body: null, cancellationToken));
    }

    /// <summary>Deletes, and waits until it is gone.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task<bool> DeleteAsync(string path, string apiVersion, CancellationToken cancellationToken)
    {
        var response = await SendAsync(RequestMethod.Delete, CreateUri(path, apiVersion), body: null, cancellationToken);
        if (response.Status == 204 || ResourceManagerErrors.IsMissing(response))
        {
            return false;
        }

        ThrowIfFailed(response);
        await WaitAsync(response, cancellationToken);
        return true;
    }

    /// <summary>Waits for an operation that Azure has only begun.</summary>
    /// <returns>What it says at the end; null where there was nothing to wait for.</returns>
    private async Task<JsonElement?> WaitAsync(Response response, CancellationToken cancellationToken)
    {
        ThrowIfFailed(response);
        var isOperation = response.Headers.TryGetValue(AsyncOperation, out var link);
        if (!isOperation && !(response.Status == 202 && response.Headers.TryGetValue("Location", out link)))
        {
            return null;
        }

        while (true)
        {
            await Task.Delay(GetDelay(response), time, cancellationToken);
            response = await SendAsync(RequestMethod.Get, Accept(link!), body: null, cancellationToken);
            var state = Read(response);
            var status = state.ValueKind == JsonValueKind.Object && state.TryGetProperty("status", out var found)
                ? found.GetString()
                : null;
            if (status is "Failed" or "Canceled")
            {
                throw ResourceManagerErrors.From(response.Status, state);
            }

            if (isOperation ? status == "Succeeded" : response.Status != 202)
            {
                return state;
            }
        }
    }

    private async Task<Response> SendAsync(RequestMethod method, Uri uri, JsonNode? body, CancellationToken cancellationToken)
    {
        var request = pipeline.CreateRequest();
        request.Method = method;
        request.Uri.Reset(uri);
        request.Headers.Add("Accept", "application/json");
        if (body is not null)
        {
            request.Headers.Add("Content-Type", "application/json");
            request.Content = RequestContent.Create(BinaryData.FromString(body.ToJsonString()));
        }

        try
        {
            return await pipeline.SendRequestAsync(request, cancellationToken);
        }
        catch (AuthenticationFailedException exception)
        {
            throw ResourceManagerErrors.NotSignedIn(exception);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ResourceManagerErrors.NoAnswer(uri, exception);
        }
    }

    private static void ThrowIfFailed(Response response)
    {
        if (response.IsError)
        {
            throw ResourceManagerErrors.From(response);
        }
    }

    private static JsonElement Read(Response response)
    {
        ThrowIfFailed(response);
        if (response.Content.ToMemory().IsEmpty)
        {
            return default;
        }

        try
        {
            using var document = JsonDocument.Parse(response.Content.ToMemory());
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new ResourceManagerException(
                response.Status,
                "NoJson",
                "Azure Resource Manager answered something else than JSON. A proxy may have answered in its place.",
                exception);
        }
    }

    private static TimeSpan GetDelay(Response response) =>
        response.Headers.TryGetValue("Retry-After", out var text) && int.TryParse(text, out var seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(seconds)
            : PollInterval;

    private Uri CreateUri(string path, string apiVersion) => new(endpoint, $"{path}?api-version={apiVersion}");

    // The token goes with each request, so only to where it is meant for.
    private Uri Accept(string link) => Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Authority == endpoint.Authority
        ? uri
        : throw new ResourceManagerException(0, "ForeignLink", $"Azure Resource Manager names an address that is not its own: {link}.");

    private static HttpPipeline CreatePipeline(TokenCredential credential, HttpPipelineTransport? transport)
    {
        var options = new ResourceManagerClientOptions();
        options.Transport = transport ?? options.Transport;
        return HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, $"{PublicCloud}.default"));
    }

    private sealed class ResourceManagerClientOptions : ClientOptions
    {
        public ResourceManagerClientOptions()
        {
            Retry.MaxRetries = 5;
            Retry.NetworkTimeout = TimeSpan.FromSeconds(60);
        }
    }
}
