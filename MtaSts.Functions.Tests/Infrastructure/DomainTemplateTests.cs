namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>How domain.bicep gives a domain its name, certificate and TLS.</summary>
public sealed class DomainTemplateTests : InfrastructureCopy
{
    private const string Binding = "Microsoft.Web/sites/hostNameBindings";
    private const string KeyVault = "/subscriptions/0/resourceGroups/vaults/providers/Microsoft.KeyVault/vaults/contoso";

    [Fact]
    public async Task The_name_comes_first_then_the_certificate_then_TLS()
    {
        var hosted = (await CompileAsync("domain.bicep"))["resources"]!["hosted"]!["properties"]!["template"]!["resources"]!;
        var binding = hosted["binding"]!;

        Assert.Equal("Disabled", (string?)hosted["nameOnly"]!["properties"]!["sslState"]);
        Assert.Contains("nameOnly", CompiledResources.Before(hosted["planCertificate"]!));
        Assert.Contains("nameOnly", CompiledResources.Before(hosted["siteCertificate"]!));
        Assert.Equal(["planCertificate", "siteCertificate"], CompiledResources.Before(binding).Order());
        Assert.Equal("Microsoft.Resources/deployments", (string?)binding["type"]);
        var bound = CompiledResources.From(binding["properties"]!["template"]!).Where(resource => (string?)resource["type"] == Binding);
        Assert.Equal("SniEnabled", (string?)Assert.Single(bound)["properties"]!["sslState"]);
    }

    [Fact]
    public async Task One_domain_is_done_after_the_other()
    {
        var loop = (await CompileAsync("domain.bicep"))["resources"]!["hosted"]!["copy"]!;

        Assert.Equal("serial", (string?)loop["mode"]);
        Assert.Equal(1, (int)loop["batchSize"]!);
    }

    [Fact]
    public async Task A_new_domain_is_bound_by_name_and_then_with_the_thumbprint_of_its_certificate()
    {
        var prediction = await ForeseeAsync("{ domain: 'contoso.com' }");

        Assert.Equal(["Disabled", "SniEnabled"], TlsStates(prediction, "mta-sts.contoso.com"));
        var certificate = prediction.Single("Microsoft.Web/certificates");
        Assert.Equal("mta-sts.contoso.com", (string?)certificate["properties"]!["canonicalName"]);
        Assert.EndsWith(".serverFarmId]", (string?)certificate["properties"]!["serverFarmId"], Ordinal);
        Assert.Contains($"{certificate["id"]}', '2025-03-01').thumbprint", Thumbprint(prediction), Ordinal);
    }

    [Fact]
    public async Task A_domain_that_has_TLS_never_loses_it()
    {
        var prediction = await ForeseeAsync("{ domain: 'contoso.com', isBound: true }, { domain: 'fabrikam.com', isBound: false }");

        Assert.Equal(["SniEnabled"], TlsStates(prediction, "mta-sts.contoso.com"));
        Assert.Equal(["Disabled", "SniEnabled"], TlsStates(prediction, "mta-sts.fabrikam.com"));
    }

    [Fact]
    public async Task A_certificate_of_a_key_vault_takes_the_place_of_a_managed_one()
    {
        var prediction = await ForeseeAsync($"{{ domain: 'contoso.com', certificate: {{ keyVaultId: '{KeyVault}', name: 'mta-sts' }} }}");

        var properties = prediction.Single("Microsoft.Web/certificates")["properties"]!;
        Assert.Equal(
            (KeyVault, "mta-sts", null),
            ((string?)properties["keyVaultId"], (string?)properties["keyVaultSecretName"], properties["canonicalName"]));
    }

    [Fact]
    public async Task On_Flex_the_certificate_belongs_to_the_app()
    {
        var prediction = await ForeseeAsync("{ domain: 'contoso.com' }", "param hostingPlan = 'FlexConsumption'\n");

        var certificate = prediction.Single("Microsoft.Web/sites/certificates");
        Assert.Equal("""{"canonicalName":"mta-sts.contoso.com"}""", certificate["properties"]!.ToJsonString());
        Assert.Empty(prediction.WithType("Microsoft.Web/certificates"));
        Assert.Contains($"{certificate["id"]}'", Thumbprint(prediction), Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_too_long_for_a_managed_certificate_is_refused()
    {
        // With 'mta-sts.' before them, 64 and 65 characters.
        var fits = $"{new string('a', 50)}.de.com"[1..];
        var tooLong = $"{new string('b', 50)}.de.com";

        var accepted = await TryPredictAsync($"{{ domain: '{fits}' }}");
        var ofKeyVault = await TryPredictAsync($"{{ domain: '{tooLong}', certificate: {{ keyVaultId: '{KeyVault}', name: 'x' }} }}");
        var refused = await TryPredictAsync($"{{ domain: '{fits}' }}, {{ domain: '{tooLong}' }}");

        Assert.Equal(64, $"mta-sts.{fits}".Length);
        Assert.Equal((0, 0, 1), (accepted.ExitCode, ofKeyVault.ExitCode, refused.ExitCode));
        Assert.Contains(
            $"more than 64 characters: mta-sts.{tooLong}. Use a certificate from a key vault.", refused.Output + refused.Errors, Ordinal);
    }

    private static string Parameters(string domains, string more) => $"param appName = 'app'\n{more}param domains = [{domains}]";
    private Task<Prediction> ForeseeAsync(string domains, string more = "") => PredictAsync("domain.bicep", Parameters(domains, more));
    private Task<ToolResult> TryPredictAsync(string domains) => TryPredictAsync("domain.bicep", Parameters(domains, ""));
    private static string? Thumbprint(Prediction prediction) => (string?)prediction.WithType(Binding).Last()["properties"]!["thumbprint"];

    private static IEnumerable<string?> TlsStates(Prediction prediction, string hostName) =>
        prediction.WithType(Binding)
            .Where(binding => ((string)binding["name"]!).EndsWith($"/{hostName}", Ordinal))
            .Select(binding => (string?)binding["properties"]!["sslState"]);
}
