namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>Whether the app serves at all, so that no name is moved from a host that does to one that does not.</summary>
internal sealed class AppHealth(Func<HttpMessageHandler> createHandler)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private volatile bool isWell;

    /// <summary>What is wrong, a sentence with advice; null if it answers. Once it has, it is not asked again.</summary>
    public async Task<string?> FindFaultAsync(DomainName host, CancellationToken cancellationToken)
    {
        if (isWell)
        {
            return null;
        }

        var url = new Uri($"https://{host}/health");
        using var client = new HttpClient(createHandler()) { Timeout = Timeout };
        try
        {
            using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            isWell = answer.StatusCode == System.Net.HttpStatusCode.OK;
            return isWell ? null : Describe($"answers {(int)answer.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            return Describe($"does not answer ({exception.Message.TrimEnd('.')})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Describe($"does not answer within {Timeout.TotalSeconds} seconds");
        }

        string Describe(string fault) => $"{url} {fault}, so nothing is moved to it yet. Is the app deployed ('azd deploy'), and has it "
            + "its role on the table? A new role takes some minutes to count.";
    }
}
