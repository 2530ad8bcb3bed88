namespace MtaSts.Functions.Tests.Pipelines;

public sealed class DeployAppScriptTests : ScriptSandbox
{
    private const string Blob = "https://stapp.blob.core.windows.net/packages/app.zip";
    private const string App = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Web/sites/app";
    private const string Show = "resource show *";
    private const string Upload = "storage blob upload *";
    private const string Restart = "functionapp restart *";
    private const string Sync = "rest *";

    private readonly FakeProgram az;
    private readonly string package;

    public DeployAppScriptTests()
    {
        package = Write("app.zip", "zip");
        az = Fake("az");
    }

    [Fact]
    public async Task The_package_is_uploaded_the_app_restarted_and_its_triggers_synced()
    {
        az.Answer(Show).Answer(Upload).Answer(Restart).Answer(Sync);

        var result = await DeployAsync();

        Assert.Equal(new(0, $"Deployed {package}.\n", ""), result);
        Assert.Equal(
            [$"resource show --ids {App} --output none",
             "storage blob upload --auth-mode login --account-name stapp --container-name packages --name app.zip "
             + $"--file {package} --overwrite true --no-progress --output none",
             $"functionapp restart --ids {App} --output none",
             $"rest --method post --url {App}/syncfunctiontriggers?api-version=2024-11-01 --output none"],
            az.Calls);
    }

    [Fact]
    public async Task A_role_that_does_not_count_yet_and_a_host_that_is_starting_are_waited_for()
    {
        az.Answer(Show).Answer(Upload, exitCode: 1).Answer(Upload, exitCode: 1).Answer(Upload).Answer(Restart);
        az.Answer(Sync, exitCode: 1).Answer(Sync);

        var result = await DeployAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1 + 3 + 1 + 2, az.Calls.Count);
        Assert.StartsWith("Attempt 1 of 3 failed; the next one in 0 seconds.\nAttempt 2 of 3 failed", result.Output, Ordinal);
    }

    [Theory, InlineData(1, 0, 1 + 3, "Has this identity the role Storage Blob Data Contributor on packages?")]
    [InlineData(0, 1, 1 + 1 + 3, "could not be restarted"), InlineData(0, 0, 1 + 1 + 1 + 3, "its triggers could not be synced")]
    public async Task A_step_that_fails_is_told(int uploaded, int restarted, int calls, string message)
    {
        az.Answer(Show).Answer(Upload, exitCode: uploaded).Answer(Restart, exitCode: restarted).Answer(Sync, exitCode: 1);

        var result = await DeployAsync();

        Assert.Equal((Failed, calls), (result.ExitCode, az.Calls.Count));
        Assert.Contains(message, Unwrapped(result.Errors), Ordinal);
    }

    [Fact]
    public async Task Without_the_app_nothing_is_changed()
    {
        az.Answer(Show, exitCode: 3);

        var result = await DeployAsync();

        Assert.Equal(Failed, result.ExitCode);
        Assert.Contains($"There is no app {App}, or this identity may not see it. Nothing was changed.", Unwrapped(result.Errors), Ordinal);
        Assert.Single(az.Calls);
    }

    [Theory, InlineData("http://stapp.blob.core.windows.net/packages/app.zip"), InlineData("https://stapp.blob.core.windows.net/packages")]
    [InlineData("https://stapp.blob.core.windows.net/packages/app.zip?sig=x"), InlineData("https://example.com/packages/app.zip")]
    [InlineData("")]
    public async Task A_url_that_is_not_a_blob_changes_nothing(string url)
    {
        var result = await DeployAsync(url: url);

        Assert.Equal(Failed, result.ExitCode);
        Assert.Contains("PackageUrl", result.Errors, Ordinal);
        Assert.Empty(az.Calls);
    }

    [Fact]
    public async Task An_app_by_its_name_and_a_package_that_is_not_there_change_nothing()
    {
        Assert.Contains("'app' is not a resource id.", Unwrapped((await DeployAsync(app: "app")).Errors), Ordinal);
        File.Delete(package);
        Assert.Contains($"There is no file '{package}'.", Unwrapped((await DeployAsync()).Errors), Ordinal);
        Assert.Empty(az.Calls);
    }

    private Task<ToolResult> DeployAsync(string app = App, string url = Blob) => RunScriptAsync(
        "deploy-app.ps1", $"-AppId '{app}' -Package '{package}' -PackageUrl '{url}' -Attempts 3 -DelaySeconds 0");
}
