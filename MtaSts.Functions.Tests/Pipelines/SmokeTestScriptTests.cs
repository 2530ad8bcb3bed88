using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Pipelines;

public sealed class SmokeTestScriptTests : ScriptSandbox
{
    private const string App = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Web/sites/app";

    private readonly FakeProgram az;

    public SmokeTestScriptTests() => az = Fake("az");

    [Fact]
    public async Task The_domains_that_are_bound_with_TLS_are_checked()
    {
        Bind("app.azurewebsites.net:Disabled", "mta-sts.contoso.com:SniEnabled", "mta-sts.waits.example:Disabled",
            "www.contoso.com:SniEnabled", "mta-sts.fabrikam.com:SniEnabled");
        var tool = Fake("mta-sts").Answer("check *", script: "cat");

        var result = await RunAsync("200 OK", "-JUnit junit.xml");

        Assert.Equal(new(0, "contoso.com\nfabrikam.com\n", ""), result);
        Assert.Equal(["check --file - --app app.example --junit junit.xml"], tool.Calls);
        Assert.Equal([$"resource show --ids {App} --output json"], az.Calls);
    }

    [Theory, InlineData(3, ""), InlineData(2, "mta-sts check ended with 2: it could not check."), InlineData(139, "ended with 139")]
    public async Task A_check_that_fails_says_how_to_go_back(int ended, string message)
    {
        Bind("mta-sts.contoso.com:SniEnabled");
        Fake("mta-sts").Answer("check *", exitCode: ended);

        var result = await RunAsync("200 OK");

        Assert.Equal(Failed, result.ExitCode);
        Assert.Contains("How to go back:", result.Output, Ordinal);
        Assert.Contains("stage \"Deploy the app\"", result.Output, Ordinal);
        Assert.Contains(PipelineRun.Create("azure-pipelines.yml", "Manual").Stages, stage => "Deploy the app".Equals(stage["displayName"]));
        Assert.Contains(message, Unwrapped(result.Errors), Ordinal);
    }

    [Fact]
    public async Task Without_a_bound_domain_only_the_health_is_checked()
    {
        Bind("app.azurewebsites.net:Disabled");
        var tool = Fake("mta-sts");

        var result = await RunAsync("200 OK");

        Assert.Equal(new(0, "app.example is well. No domain is bound to it yet, so none was checked.\n", ""), result);
        Assert.Empty(tool.Calls);
    }

    [Theory, InlineData("503 Service Unavailable", "503"), InlineData("302 Found", "302"), InlineData("204 No Content", "204")]
    public async Task An_app_that_is_not_well_is_waited_for_and_then_told(string status, string answer)
    {
        var result = await RunAsync(status);

        Assert.Equal(Failed, result.ExitCode);
        Assert.Contains($"Attempt 1 of 3: {answer}. The next one in 0 seconds.\nAttempt 2 of 3", result.Output, Ordinal);
        Assert.Contains("How to go back:", result.Output, Ordinal);
        Assert.Contains($"/health does not answer 200 but: {answer}. The store may refuse the app", Unwrapped(result.Errors), Ordinal);
        Assert.Empty(az.Calls);
    }

    [Theory, InlineData("503 Service Unavailable"), InlineData("302 Found")]
    public async Task An_app_that_becomes_well_is_checked(string before)
    {
        Bind("mta-sts.contoso.com:SniEnabled");
        Fake("mta-sts").Answer("check *", "all clean\n");

        var result = await RunAsync([before, "200 OK"]);

        Assert.Equal(0, result.ExitCode);
        Assert.EndsWith("The next one in 0 seconds.\nall clean\n", result.Output, Ordinal);
    }

    [Theory, InlineData("""{"properties":{}}""", 0, "does not say which host names it has")]
    [InlineData("", 0, "does not say which host names it has"), InlineData("", 3, "There is no app /subscriptions/1/")]
    public async Task An_app_whose_host_names_are_not_known_is_not_taken_for_one_without_domains(string app, int exitCode, string message)
    {
        az.Answer("resource show *", app, exitCode);

        var result = await RunAsync("200 OK");

        Assert.Equal(Failed, result.ExitCode);
        Assert.Contains(message, Unwrapped(result.Errors), Ordinal);
    }

    [Fact]
    public async Task The_tool_itself_checks_what_the_smoke_test_asks_it_to()
    {
        using var dns = new DnsServer(new DnsZone());
        Bind("mta-sts.contoso.com:SniEnabled", "mta-sts.fabrikam.com:SniEnabled");
        BringTool("--resolver", $"{dns.EndPoint}");

        var result = await RunAsync("200 OK", $"-JUnit '{InFolder("junit.xml")}'");

        Assert.Equal(Failed, result.ExitCode);
        Assert.Contains("MTASTS404 mta-sts.fabrikam.com", result.Output, Ordinal);
        Assert.Contains("<testsuite name=\"contoso.com\"", Read("junit.xml"), Ordinal);
        Assert.Contains("How to go back:", result.Output, Ordinal);
    }

    /// <summary>Host names of the app, each with the state of its TLS.</summary>
    private void Bind(params string[] names)
    {
        var states = names.Select(name => name.Split(':')).Select(pair => $$"""{"name":"{{pair[0]}}","sslState":"{{pair[1]}}"}""");
        az.Answer("resource show *", $$$"""{"properties":{"hostNameSslStates":[{{{string.Join(',', states)}}}]}}""");
    }

    private Task<ToolResult> RunAsync(string health, string more = "") => RunAsync([health], more);

    /// <summary>Runs the script against an app that answers /health with these, and then with the last of them.</summary>
    private async Task<ToolResult> RunAsync(string[] health, string more = "")
    {
        var count = 0;
        using var server = new LoopbackServer(async (stream, token) =>
        {
            while (await LoopbackServer.ReadLineAsync(stream, token) is { Length: > 0 })
            {
                // The head of the request does not matter.
            }

            var status = health[Math.Min(count++, health.Length - 1)];
            var answer = $"HTTP/1.1 {status}\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            await LoopbackServer.WriteAsync(stream, answer, token);
        });

        return await RunScriptAsync(
            "smoke-test.ps1",
            $"-AppId '{App}' -HostName app.example -Health http://127.0.0.1:{server.Port}/health -Attempts 3 -DelaySeconds 0 {more}");
    }
}
