namespace MtaSts.Functions.Tests.Pipelines;

public sealed class DeployAppScriptTests : ScriptSandbox
{
    private const string Blob = "https://stapp.blob.core.windows.net/packages/app.zip";
    private const string App = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Web/sites/app";
    private const string Show = "functionapp show *";
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
        az.Answer(Upload).Answer(Restart).Answer(Sync);

        var (exitCode, errors) = await DeployAsync();

        Assert.Equal((0, $"Deployed {package} to app.\n"), (exitCode, errors));
        Assert.Equal(
            ["functionapp show --resource-group rg --name app --query id --output tsv",
             "storage blob upload --auth-mode login --account-name stapp --container-name packages --name app.zip "
             + $"--file {package} --overwrite true --no-progress --output none",
             "functionapp restart --resource-group rg --name app --output none",
             $"rest --method post --url {App}/syncfunctiontriggers?api-version=2024-11-01 --output none"],
            az.Calls);
    }

    [Fact]
    public async Task A_role_that_does_not_count_yet_and_a_host_that_is_starting_are_waited_for()
    {
        az.Answer(Upload, exitCode: 1).Answer(Upload, exitCode: 1).Answer(Upload).Answer(Restart).Answer(Sync, exitCode: 1).Answer(Sync);

        var (exitCode, errors) = await DeployAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal(1 + 3 + 1 + 2, az.Calls.Count);
        Assert.StartsWith("Attempt 1 of 3 failed; the next one in 0 seconds.\nAttempt 2 of 3 failed", errors, Ordinal);
    }

    [Fact]
    public async Task An_upload_that_is_refused_leaves_the_app_as_it_was()
    {
        az.Answer(Upload, exitCode: 1, errors: "AuthorizationPermissionMismatch\n");

        var (exitCode, errors) = await DeployAsync();

        Assert.Equal((2, 1 + 3), (exitCode, az.Calls.Count));
        Assert.Contains(
            "the app runs on as it was. Has this identity the role Storage Blob Data Contributor on packages?", errors, Ordinal);
    }

    [Theory, InlineData(1, 1 + 1 + 3, "could not be restarted"), InlineData(0, 1 + 1 + 1 + 3, "its triggers could not be synced")]
    public async Task A_restart_that_fails_and_triggers_that_are_not_synced_are_told(int restarted, int calls, string message)
    {
        az.Answer(Upload).Answer(Restart, exitCode: restarted).Answer(Sync, exitCode: 1);

        var (exitCode, errors) = await DeployAsync();

        Assert.Equal((2, calls), (exitCode, az.Calls.Count));
        Assert.Contains(message, errors, Ordinal);
    }

    [Theory, InlineData("", 3, "There is no app app in rg"), InlineData("", 0, "The id of app is '', which is not a resource id.")]
    [InlineData("odd", 0, "The id of app is 'odd', which is not a resource id.")]
    public async Task Without_the_app_nothing_is_changed(string output, int exitCode, string message)
    {
        az.Answer(Show, output, exitCode);

        var result = await DeployAsync(Blob);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, Ordinal);
        Assert.Contains("Nothing was changed.", result.Errors, Ordinal);
        Assert.Single(az.Calls);
    }

    [Theory, InlineData("http://stapp.blob.core.windows.net/packages/app.zip"), InlineData("https://stapp.blob.core.windows.net/packages")]
    [InlineData("https://stapp.blob.core.windows.net/packages/app.zip?sig=x"), InlineData("https://example.com/packages/app.zip")]
    public async Task A_url_that_is_no_blob_is_wrong_usage(string url)
    {
        var (exitCode, errors) = await DeployAsync(url);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"--package-url must be https://ACCOUNT.blob.…/CONTAINER/BLOB, not '{url}'.", errors, Ordinal);
        Assert.Empty(az.Calls);
    }

    private Task<(int ExitCode, string Errors)> DeployAsync()
    {
        az.Answer(Show, $"{App}\r\n");
        return DeployAsync(Blob);
    }

    private async Task<(int ExitCode, string Errors)> DeployAsync(string url)
    {
        var result = await RunAsync(
            "deploy-app.sh", "--resource-group", "rg", "--app", "app", "--package", package, "--package-url", url,
            "--attempts", "3", "--delay", "0");
        return (result.ExitCode, result.Errors);
    }
}
