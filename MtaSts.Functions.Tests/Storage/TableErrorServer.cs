namespace MtaSts.Functions.Tests.Storage;

/// <summary>A table service that refuses every request, as Azure does.</summary>
internal sealed class TableErrorServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string url = $"http://127.0.0.1:{AzuriteServer.FindFreePort()}/contosost";

    /// <param name="isRead">Whether it refuses to read, too, and not only to change.</param>
    public TableErrorServer(int status, string code, string message, bool isRead = true)
    {
        listener.Prefixes.Add($"{url}/");
        listener.Start();
        _ = AnswerAsync(status, code, message, isRead);
    }

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=contosost;AccountKey={Convert.ToBase64String(new byte[64])};TableEndpoint={url};";

    public TableClient CreateClient(string table = "policies") => new(ConnectionString, table);

    public void Dispose() => listener.Close();

    private async Task AnswerAsync(int status, string code, string message, bool isRead)
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var response = context.Response;
                var isRefused = isRead || context.Request.HttpMethod != "GET";
                if (!isRefused && context.Request.Url!.AbsolutePath.EndsWith("()", Ordinal))
                {
                    response.ContentType = "application/json";
                    await response.OutputStream.WriteAsync("""{"value": []}"""u8.ToArray());
                    continue;
                }

                var (answer, said) = isRefused ? (code, message) : ("ResourceNotFound", "The specified resource does not exist.");
                response.StatusCode = isRefused ? status : 404;
                response.Headers["x-ms-error-code"] = answer;
                response.ContentType = "application/json";
                var body = new Dictionary<string, object>
                {
                    ["odata.error"] = new { code = answer, message = new { lang = "en-US", value = $"{said}\nRequestId:1\nTime:1" } },
                };
                JsonSerializer.Serialize(response.OutputStream, body);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
