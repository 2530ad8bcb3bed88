namespace MtaSts.Functions.Tests.Cli;

/// <summary>Tests of <c>check</c> as users and pipelines start it, against real servers.</summary>
public abstract class TestsOfCheck(TestNetwork network) : TestsWithFolder
{
    private protected TestNetwork Network { get; } = network;

    private protected string[] Place => ["--resolver", Network.Resolver.ToString(), "--allow-private"];

    private protected static IEnumerable<string?> GetDomains(JsonElement report) => report.GetProperty("domains").Texts("domain");

    private protected Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(
        ["check", .. arguments, .. Place], Network.TrustingEnvironment);

    private protected async Task<JsonElement> ReadAsync(params string[] arguments) =>
        (await RunAsync([.. arguments, "--output", "json"])).Json;
}
