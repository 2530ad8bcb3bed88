using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>How domain.bicep gives a domain its name, certificate and TLS.</summary>
public sealed class DomainTemplateTests : InfrastructureCopy
{
    private const string Binding = "Microsoft.Web/sites/hostNameBindings";
    private const string KeyVault = "/subscriptions/0/resourceGroups/vaults/providers/Microsoft.KeyVault/vaults/contoso";
    private const string Certificate = $"param certificate = {{ keyVaultId: '{KeyVault}', name: 'mta-sts' }}";

    [Fact]
    public async Task The_name_comes_first_then_the_certificate_then_TLS()
    {
        var hosted = await CompileHostedAsync();

        Assert.Equal("Disabled", (string?)hosted["nameOnly"]!["properties"]!["sslState"]);
        Assert.Equal(["nameOnly"], CompiledResources.Before(hosted["planCertificate"]!));
        Assert.Equal(["nameOnly"], CompiledResources.Before(hosted["siteCertificate"]!));
        Assert.Equal(["planCertificate", "siteCertificate"], CompiledResources.Before(hosted["binding"]!).Order());
        Assert.Equal("SniEnabled", (string?)LastBinding(hosted)["properties"]!["sslState"]);
    }

    [Fact]
    public async Task The_binding_without_TLS_is_written_only_where_there_is_none_and_nothing_but_TLS_is_written_after_it()
    {
        var hosted = await CompileHostedAsync();

        Assert.NotNull(hosted["nameOnly"]!["@options"]!["onlyIfNotExists"]);
        Assert.Empty(CompiledResources.Before(hosted["nameOnly"]!));
        Assert.Equal(
            ["nameOnly"],
            hosted.AsObject().Where(resource => (string?)resource.Value!["type"] == Binding).Select(resource => resource.Key));
        Assert.Equal(Binding, (string?)LastBinding(hosted)["type"]);
        Assert.Null(LastBinding(hosted)["@options"]);
    }

    [Fact]
    public async Task A_domain_is_bound_by_name_and_then_with_the_thumbprint_of_its_certificate()
    {
        var prediction = await ForeseeAsync();

        Assert.Equal(["Disabled", "SniEnabled"], TlsStates(prediction));
        var certificate = prediction.Single("Microsoft.Web/certificates");
        Assert.Equal("mta-sts.contoso.com", (string?)certificate["properties"]!["canonicalName"]);
        Assert.Contains($"{certificate["id"]}', '2025-03-01').thumbprint", Thumbprint(prediction), Ordinal);
        Assert.Equal("mta-sts.contoso.com", (string?)prediction.Outputs["hostName"]);
    }

    [Theory, InlineData("Microsoft.Web/certificates", false), InlineData("Microsoft.Web/sites/certificates", true)]
    public async Task A_certificate_is_in_the_region_of_its_app(string type, bool isFlex)
    {
        var certificate = (await ForeseeAsync($"param isFlex = {(isFlex ? "true" : "false")}")).Single(type);

        Assert.EndsWith("/Microsoft.Web/sites/app', '2025-03-01', 'full').location]", (string?)certificate["location"], Ordinal);
    }

    [Fact]
    public async Task A_certificate_belongs_to_the_plan_of_its_app()
    {
        var certificate = (await ForeseeAsync()).Single("Microsoft.Web/certificates");

        Assert.EndsWith(
            "/Microsoft.Web/sites/app', '2025-03-01').serverFarmId]", (string?)certificate["properties"]!["serverFarmId"], Ordinal);
    }

    [Fact]
    public async Task On_Flex_the_certificate_belongs_to_the_app()
    {
        var prediction = await ForeseeAsync("param isFlex = true");

        var certificate = prediction.Single("Microsoft.Web/sites/certificates");
        Assert.Equal("""{"canonicalName":"mta-sts.contoso.com"}""", certificate["properties"]!.ToJsonString());
        Assert.Empty(prediction.WithType("Microsoft.Web/certificates"));
        Assert.Contains($"{certificate["id"]}'", Thumbprint(prediction), Ordinal);
    }

    [Theory, InlineData("false"), InlineData("true")]
    public async Task A_domain_that_still_has_another_host_is_bound_by_name_alone(string isFlex)
    {
        var prediction = await ForeseeAsync($"param isFlex = {isFlex}\nparam bindOnly = true");

        Assert.Equal("Disabled", (string?)Assert.Single(prediction.Resources)["properties"]!["sslState"]);
    }

    [Fact]
    public async Task A_certificate_of_a_key_vault_takes_the_place_of_a_managed_one()
    {
        var prediction = await ForeseeAsync(Certificate);

        var properties = prediction.Single("Microsoft.Web/certificates")["properties"]!;
        Assert.Equal(
            (KeyVault, "mta-sts", null),
            ((string?)properties["keyVaultId"], (string?)properties["keyVaultSecretName"], properties["canonicalName"]));
    }

    [Theory, InlineData(64, "", 0), InlineData(65, "", 1), InlineData(65, Certificate, 0), InlineData(65, "param bindOnly = true", 0)]
    public async Task A_name_that_is_too_long_for_a_managed_certificate_is_refused(int length, string more, int exitCode)
    {
        var domain = $"{new string('a', length - "mta-sts..de.com".Length)}.de.com";

        var result = await TryPredictAsync("domain.bicep", Parameters(domain, more));

        Assert.Equal(exitCode, result.ExitCode);
        if (exitCode == 1)
        {
            Assert.Contains($"mta-sts.{domain} has more than 64 characters", result.Output + result.Errors, Ordinal);
            Assert.Contains("Use a certificate from a key vault.", result.Output + result.Errors, Ordinal);
        }
    }

    private static string Parameters(string domain, string more) => $"param appName = 'app'\nparam domain = '{domain}'\n{more}";
    private Task<Prediction> ForeseeAsync(string more = "") => PredictAsync("domain.bicep", Parameters("contoso.com", more));
    private static string? Thumbprint(Prediction prediction) => (string?)prediction.WithType(Binding).Last()["properties"]!["thumbprint"];

    private async Task<JsonNode> CompileHostedAsync() =>
        (await CompileAsync("domain.bicep"))["resources"]!["hosted"]!["properties"]!["template"]!["resources"]!;

    private static JsonNode LastBinding(JsonNode hosted) =>
        Assert.Single(CompiledResources.From(hosted["binding"]!["properties"]!["template"]!));

    private static IEnumerable<string?> TlsStates(Prediction prediction) =>
        prediction.WithType(Binding).Select(binding => (string?)binding["properties"]!["sslState"]);
}
