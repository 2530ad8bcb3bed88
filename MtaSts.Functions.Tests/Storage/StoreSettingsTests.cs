using Azure.Identity;

namespace MtaSts.Functions.Tests.Storage;

public sealed class StoreSettingsTests
{
    private const string Endpoint = "https://example.table.core.windows.net";
    private const string TableUri = "PolicyStorage__tableServiceUri";
    private const string UseEndpoint = "Use the table endpoint of the storage account, https://<account>.table.core.windows.net.";
    private const string NoConnectionString =
        "PolicyStorage is not a valid connection string. Use one of a storage account or UseDevelopmentStorage=true, "
        + "or remove it and set PolicyStorage__tableServiceUri to sign in with an identity.";
    private const string UseName = "Use 3 to 55 letters and digits, beginning with a letter.";

    [Theory, InlineData("PolicyStorage__accountName", "PolicyStorage__tableServiceUri")]
    [InlineData("PolicyStorage:accountName", "PolicyStorage:tableServiceUri")]
    public void An_endpoint_or_an_accounts_name_leads_to_its_table_by_an_identity(string accountName, string tableServiceUri)
    {
        foreach (var setting in ((string, string)[])[(accountName, "example"), (tableServiceUri, Endpoint)])
        {
            var settings = Assert.IsType<TableByIdentity>(Read(setting, ("MtaSts__PolicyTable", "mine")));

            Assert.Equal(new Uri($"{Endpoint}/mine"), settings.CreateClient(new TableClientOptions()).Uri);
            Assert.IsType<DefaultAzureCredential>(settings.Credential);
        }
    }

    [Fact]
    public void On_azure_the_managed_identity_signs_in_that_is_named()
    {
        var settings = Assert.IsType<TableByIdentity>(Read(
            ("PolicyStorage__accountName", "example"), ("PolicyStorage__clientId", "11111111-2222-3333-4444-555555555555"), (
                "WEBSITE_SITE_NAME", "app")));

        Assert.IsType<ManagedIdentityCredential>(settings.Credential);
        Assert.Equal("11111111-2222-3333-4444-555555555555", settings.ClientId);
    }

    [Fact]
    public void A_connection_string_leads_to_its_table_and_is_not_part_of_what_is_printed()
    {
        var settings = Assert.IsType<TableByConnectionString>(
            Read(
                (
                    "PolicyStorage",
                    "AccountName=example;AccountKey=c2VjcmV0;DefaultEndpointsProtocol=https;EndpointSuffix=core.windows.net")));

        Assert.Equal(new Uri($"{Endpoint}/policies"), settings.CreateClient(new TableClientOptions()).Uri);
        Assert.DoesNotContain("c2VjcmV0", settings.ToString(), Ordinal);
    }

    [Fact]
    public void The_first_that_is_set_is_taken_and_an_empty_one_is_not_set()
    {
        var settings = new List<(string Name, string Value)>
        {
            ("PolicyStorage", "UseDevelopmentStorage=true"), (TableUri, Endpoint), ("PolicyStorage__accountName", "other"),
            ("MtaSts__PolicyDatabase", "policies.db"), ("MtaSts__PolicyDirectory", "policies"),
        };
        var read = new List<StoreSettings> { Read([.. settings]) };
        for (var i = 0; i < 5; i++)
        {
            settings[i] = settings[i] with { Value = "" };
            read.Add(Read([.. settings]));
        }

        Assert.IsType<TableByConnectionString>(read[0]);
        Assert.Equal(
            [new Uri($"{Endpoint}/policies"), new Uri("https://other.table.core.windows.net/policies")],
            read[1..3].Cast<StoreSettings.Table>().Select(table => table.CreateClient(new TableClientOptions()).Uri));
        Assert.Equal(
            [new StoreSettings.Database("policies.db"), new StoreSettings.Folder("policies"), new StoreSettings.None()], read[3..]);
    }

    [Theory]
    [InlineData(
        TableUri, "http://example.table.core.windows.net", TableUri + " is 'http://example.table.core.windows.net'. " + UseEndpoint)]
    [InlineData(TableUri, "example", TableUri + " is 'example'. " + UseEndpoint)]
    [InlineData(
        TableUri, "https://example.table.core.windows.net?sig=verysecret",
        TableUri + " is not the address of a table endpoint. " + UseEndpoint)]
    [InlineData(
        TableUri, "AccountName=example;AccountKey=verysecret", TableUri + " is not the address of a table endpoint. " + UseEndpoint)]
    [InlineData(
        "PolicyStorage__accountName", "example.org/",
        "PolicyStorage__accountName is not the name of a storage account. Use its 3 to 24 lower-case letters and digits.")]
    [InlineData("PolicyStorage", "AccountName=example;AccountKey=verysecret", NoConnectionString)]
    [InlineData(
        "PolicyStorage", "DefaultEndpointsProtocol=https;AccountName=example;AccountKey=not base 64;EndpointSuffix=core.windows.net",
        NoConnectionString)]
    [InlineData("MtaSts__PolicyDatabase", " ", "MtaSts__PolicyDatabase is blank. Use the path of a file, or remove the setting.")]
    [InlineData("MtaSts__PolicyDirectory", " ", "MtaSts__PolicyDirectory is blank. Use the path of a folder, or remove the setting.")]
    [InlineData("MtaSts__PolicyTable", "my-table", "MtaSts__PolicyTable is 'my-table'. " + UseName)]
    [InlineData("MtaSts__PolicyTable", "policies\n", "MtaSts__PolicyTable is 'policies\n'. " + UseName)]
    [InlineData("MtaSts__PolicyTable", "ab", "MtaSts__PolicyTable is 'ab'. " + UseName)]
    public void A_setting_that_cannot_be_used_is_refused_with_what_to_write_and_without_a_secret(
        string setting, string value, string message)
    {
        var exception = Assert.Throws<StoreSettingsException>(() => Read((setting, value)));

        Assert.Equal(message, exception.Message);
        Assert.DoesNotContain("verysecret", exception.ToString(), Ordinal);
    }

    [Fact]
    public void A_setting_is_called_what_it_was_given_by()
    {
        var exception = Assert.Throws<StoreSettingsException>(
            () => StoreSettings.Read(
                setting => setting == "MtaSts__PolicyTable" ? "t" : null,
                setting => setting == "MtaSts__PolicyTable" ? "--table" : setting));

        Assert.StartsWith("--table is 't'. ", exception.Message, Ordinal);
    }

    private static StoreSettings Read(params (string Name, string Value)[] settings) =>
        StoreSettings.Read(settings.ToDictionary(setting => setting.Name, setting => setting.Value).GetValueOrDefault);
}
