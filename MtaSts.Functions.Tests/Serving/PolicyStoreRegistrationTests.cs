using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MtaSts.Storage;

namespace MtaSts.Functions.Tests.Serving;

public sealed class PolicyStoreRegistrationTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mta-sts-registration-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_connection_string_leads_to_the_table_of_its_account()
    {
        using var services = Register(("PolicyStorage", "UseDevelopmentStorage=true"));

        Assert.IsType<RowPolicyStore>(services.GetRequiredService<IPolicyStore>());
        Assert.Equal(new Uri("http://127.0.0.1:10002/devstoreaccount1/policies"), services.GetRequiredService<TableClient>().Uri);
    }

    [Theory]
    [InlineData("PolicyStorage:tableServiceUri", "https://example.table.core.windows.net")]
    [InlineData("PolicyStorage:accountName", "example")]
    public void An_endpoint_leads_to_its_table_with_an_identity(string setting, string value)
    {
        using var services = Register((setting, value), ("MtaSts:PolicyTable", "mine"));

        Assert.Equal(new Uri("https://example.table.core.windows.net/mine"), services.GetRequiredService<TableClient>().Uri);
    }

    [Theory]
    [InlineData("http://example.table.core.windows.net")]
    [InlineData("example")]
    public void An_endpoint_must_be_https(string address)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Register(("PolicyStorage:tableServiceUri", address)));

        Assert.Equal(
            $"PolicyStorage__tableServiceUri is '{address}'; write the table endpoint, https://<account>.table.core.windows.net.", exception.Message);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=example;AccountKey=verysecret")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=example;AccountKey=not base 64;EndpointSuffix=core.windows.net")]
    public void A_text_that_is_no_connection_string_is_refused_without_repeating_it(string text)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Register(("PolicyStorage", text)));

        Assert.Equal(
            "PolicyStorage is not a connection string. Write one of a storage account, or UseDevelopmentStorage=true; or remove it and set PolicyStorage__tableServiceUri to use an identity.",
            exception.Message);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_nothing_configured_policies_come_from_the_folder_beside_the_app()
    {
        using var services = Register();

        Assert.IsType<FilePolicyStore>(services.GetRequiredService<IPolicyStore>());
    }

    [Fact]
    public void On_azure_nothing_configured_is_an_error_and_no_fall_back()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Register(("WEBSITE_SITE_NAME", "app")));

        Assert.Equal(
            "No store is configured. Set PolicyStorage__tableServiceUri to https://<account>.table.core.windows.net, or MtaSts__PolicyDirectory to a folder of <domain>.txt files.",
            exception.Message);
    }

    [Fact]
    public async Task On_azure_a_folder_named_in_so_many_words_is_taken()
    {
        await File.WriteAllTextAsync(
            Path.Combine(directory, "example.com.txt"), "version: STSv1\nmode: none\nmax_age: 86400\n", TestContext.Current.CancellationToken);
        using var services = Register(("WEBSITE_SITE_NAME", "app"), ("MtaSts:PolicyDirectory", directory));

        var store = services.GetRequiredService<IPolicyStore>();

        Assert.NotNull(await store.FindAsync(DomainName.Parse("example.com"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error_at_start()
    {
        var missing = Path.Combine(directory, "missing");

        var exception = Assert.Throws<InvalidOperationException>(() => Register(("MtaSts:PolicyDirectory", missing)));

        Assert.Equal(
            $"The policy folder {missing} does not exist. Create it, name another with MtaSts__PolicyDirectory, or set PolicyStorage to use Table Storage.",
            exception.Message);
    }

    private static ServiceProvider Register(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddPolicyServing();
        services.AddPolicyStore(configuration);
        return services.BuildServiceProvider();
    }
}
