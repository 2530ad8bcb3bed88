using MtaSts.Functions.Tests.Checks;
using MtaSts.Functions.Tests.ServingContract;
using MtaSts.Functions.Tests.Worker;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>The store by an identity, as on Azure: Azurite over TLS, which takes tokens, and an endpoint that gives them.</summary>
public sealed class IdentityAccessTests : TestsWithFolder
{
    private const string Account = "devstoreaccount1.table.core.windows.net";

    private readonly TestAuthority authority = new();
    private AzuriteServer? azurite;

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only on Linux a process can be told whom to trust (SSL_CERT_FILE).");
        using var certificate = authority.Issue(["127.0.0.1", Account], days: 60, since: -60);
        var files = CertificateFiles.Write(InFolder("server"), certificate);
        azurite = new AzuriteServer("--oauth", "basic", "--cert", files.Chain, "--key", files.Key);
        await azurite.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }

        authority.Dispose();
        await base.DisposeAsync();
    }

    [Theory, InlineData("operator@contoso.com", "oid 1", "appid 2", "upn operator@contoso.com"), InlineData("2", "oid 1", "appid 2")]
    public async Task The_tool_works_as_the_identity_and_writes_it_down(string name, params string[] claims)
    {
        using var endpoint = new IdentityEndpoint([.. claims.Select(claim => claim.Split(' ')).Select(words => (words[0], words[1]))]);

        var created = await RunAsync(endpoint, "init");
        var set = await RunAsync(
            endpoint, "set", "contoso.com", "--mode", "testing", "--mx", "mail.contoso.com", "--max-age", "7d", "--yes");
        var shown = await RunAsync(endpoint, "history", "contoso.com", "--output", "json");

        Assert.True((created.ExitCode, set.ExitCode, shown.ExitCode) == (0, 0, 0), $"{created}\n{set}\n{shown}");
        Assert.Contains($"\"{name}\"", shown.Output, Ordinal);
    }

    [Fact]
    public async Task The_apps_own_setting_names_the_store_too()
    {
        using var endpoint = new IdentityEndpoint(("upn", "operator@contoso.com"));

        var created = await ToolProcess.RunAsync(
            ["init"], [.. EnvironmentFor(endpoint), ("PolicyStorage__tableServiceUri", azurite!.TableEndpoint)]);

        Assert.True(created.ExitCode == 0, created.ToString());
    }

    [Fact]
    public async Task What_azd_has_deployed_init_sets_up_and_no_command_below_its_folder_names()
    {
        using var endpoint = new IdentityEndpoint(("upn", "operator@contoso.com"));
        using var internet = new ConnectProxy(new Uri(azurite!.TableEndpoint).Port);
        var folder = Directory.CreateDirectory(InFolder("repository", "infra")).FullName;
        var azd = Write("bin/azd", $$"""
            #!/bin/sh
            echo '{"AZURE_ENV_NAME": "contoso", "tableEndpoint": "https://{{Account}}/"}'

            """);
        ScriptFile.MakeExecutable(azd);
        (string, string)[] environment =
        [
            .. EnvironmentFor(endpoint), ("HTTPS_PROXY", internet.Url),
            ("PATH", $"{InFolder("bin")}:{System.Environment.GetEnvironmentVariable("PATH")}"),
        ];

        var created = await RunInAsync(InFolder("repository"), ["init"], environment);
        var listed = await RunInAsync(folder, ["list"], environment);

        Assert.Equal(
            (0, $"The azd environment contoso has no app yet: 'azd up' deploys it.\nThe store is ready.\n"
                + $"{InFolder("repository", "mta-sts.json")} was written.\nNext: mta-sts set contoso.com --exchange-online\n"),
            created.Ending);
        Assert.True(listed.ExitCode == 0, $"{listed}");
        Assert.Contains($"CONNECT {Account}:443", internet.Requests);
    }

    [Fact]
    public async Task The_app_serves_as_its_managed_identity()
    {
        using var endpoint = new IdentityEndpoint(("oid", "1"));
        await RunAsync(endpoint, "init");
        await RunAsync(endpoint, "set", "contoso.com", "--mx", "mail.contoso.com", "--yes");

        await using var app = await WorkerApp.StartAsync(
            [.. EnvironmentFor(endpoint), ("WEBSITE_SITE_NAME", "app"), ("PolicyStorage__tableServiceUri", azurite!.TableEndpoint)]);

        Assert.Contains("mx: mail.contoso.com", await ((IServingApp)app).GetTextAsync("mta-sts.contoso.com"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_identity_the_command_fails_and_says_so()
    {
        using var endpoint = new IdentityEndpoint();

        var result = await RunAsync(endpoint, "list");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("ManagedIdentityCredential", result.Errors, Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, Ordinal);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_told_how_to()
    {
        (string, string)[] environment = [("AZURE_TOKEN_CREDENTIALS", "dev"), ("HOME", Folder)];

        Assert.Equal(
            new ToolResult(2, "", "The table 'policies' could not be used: you are not signed in to Azure. "
                + "Run 'az login' or 'azd auth login', then run this again.\n"),
            await ToolProcess.RunAsync(["list", "--table-service-uri", azurite!.TableEndpoint], environment));
    }

    [Theory, InlineData("http://127.0.0.1:10002/devstoreaccount1"), InlineData("st.table.core.windows.net")]
    public async Task A_token_is_sent_over_TLS_only(string address)
    {
        using var endpoint = new IdentityEndpoint(("upn", "operator@contoso.com"));

        var result = await ToolProcess.RunAsync(["list", "--table-service-uri", address], EnvironmentFor(endpoint));

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("https://<account>.table.core.windows.net", result.Errors, Ordinal);
    }

    private static async Task<ToolResult> RunInAsync(string folder, string[] arguments, (string Name, string Value)[] environment)
    {
        using var process = ToolProcess.StartProgram("dotnet", ["exec", Tool.Path, .. arguments], environment, folder);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return new ToolResult(process.ExitCode, await output, await errors);
    }

    private Task<ToolResult> RunAsync(IdentityEndpoint endpoint, params string[] arguments) =>
        ToolProcess.RunAsync([.. arguments, "--table-service-uri", azurite!.TableEndpoint], EnvironmentFor(endpoint));

    private (string Name, string Value)[] EnvironmentFor(IdentityEndpoint endpoint)
    {
        var trust = Write("trust.pem", authority.Certificate.ExportCertificatePem());
        var nobody = Directory.CreateDirectory(InFolder("nobody")).FullName;
        return [.. endpoint.Environment, ("SSL_CERT_FILE", trust), ("SSL_CERT_DIR", nobody)];
    }
}
