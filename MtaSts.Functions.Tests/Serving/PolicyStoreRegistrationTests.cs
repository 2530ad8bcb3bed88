using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MtaSts.Serving;
using MtaSts.Serving.Settings;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Serving;

public sealed class PolicyStoreRegistrationTests : TestsWithFolder
{
    private readonly List<string> opened = [];

    private static IEnumerable<(string Key, string Value)> NoSettings => [];

    [Fact]
    public void A_connection_string_leads_to_the_table_of_its_account()
    {
        using var services = Register(("PolicyStorage", "UseDevelopmentStorage=true"));

        Assert.IsType<RowPolicyStore>(services.GetRequiredService<IPolicyStore>());
        Assert.Equal(new Uri("http://127.0.0.1:10002/devstoreaccount1/policies"), services.GetRequiredService<TableClient>().Uri);
    }

    [Theory, InlineData("PolicyStorage:tableServiceUri", "https://example.table.core.windows.net")]
    [InlineData("PolicyStorage:accountName", "example")]
    public void An_endpoint_leads_to_its_table_with_an_identity(string setting, string value)
    {
        using var services = Register((setting, value), ("MtaSts:PolicyTable", "mine"));

        Assert.Equal(new Uri("https://example.table.core.windows.net/mine"), services.GetRequiredService<TableClient>().Uri);
    }

    [Theory, InlineData("PolicyStorage", "nonsense", "PolicyStorage is not a valid connection string.")]
    [InlineData(
        "PolicyStorage:tableServiceUri", "http://example.table.core.windows.net",
        "PolicyStorage__tableServiceUri is 'http://example.table.core.windows.net'.")]
    [InlineData("MtaSts:PolicyTable", "my-table", "MtaSts__PolicyTable is 'my-table'.")]
    public void A_store_that_cannot_be_used_is_refused_at_start(string setting, string value, string message) =>
        Assert.StartsWith(message, Assert.Throws<SettingsException>(() => Register((setting, value))).Message, Ordinal);

    [Fact]
    public void With_nothing_configured_policies_come_from_the_folder_beside_the_app()
    {
        using var services = Register();

        Assert.IsType<FilePolicyStore>(services.GetRequiredService<IPolicyStore>());
    }

    [Fact]
    public void On_azure_nothing_configured_is_an_error() => Assert.Equal(
        "No store is configured. Set PolicyStorage__tableServiceUri to https://<account>.table.core.windows.net, or "
        + "MtaSts__PolicyDirectory to a folder of <domain>.txt files.",
        Assert.Throws<SettingsException>(() => Register(("WEBSITE_SITE_NAME", "app"))).Message);

    [Fact]
    public async Task On_azure_a_folder_that_is_named_is_taken()
    {
        Write("example.com.txt", "version: STSv1\nmode: none\nmax_age: 86400\n");
        using var services = Register(("WEBSITE_SITE_NAME", "app"), ("MtaSts:PolicyDirectory", Folder));

        var store = services.GetRequiredService<IPolicyStore>();

        Assert.NotNull(await store.FindAsync(DomainName.Parse("example.com"), Token));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error_at_start()
    {
        var missing = InFolder("missing");

        Assert.Equal(
            $"The policy folder {missing} does not exist. Create it, name another with MtaSts__PolicyDirectory, or set PolicyStorage "
            + "to use Table Storage.",
            Assert.Throws<SettingsException>(() => Register(("MtaSts:PolicyDirectory", missing))).Message);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_default_template_with_a_folder_is_an_error_at_start(bool isNamed) => Assert.Equal(
        "MtaSts:DefaultTemplate is set, but a folder of policy files holds no templates. Remove it, or use Table Storage (PolicyStorage) "
        + "or a SQLite file (MtaSts__PolicyDatabase).",
        Assert.Throws<SettingsException>(
            () => Register([("MtaSts:DefaultTemplate", "exchange"), .. isNamed ? [("MtaSts:PolicyDirectory", Folder)] : NoSettings]))
            .Message);

    [Fact]
    public void A_database_and_the_one_of_its_copies_are_opened_by_their_path_from_the_app()
    {
        using var services = Register(("MtaSts:PolicyDatabase", "policies.db"));

        Assert.IsType<RowPolicyStore>(services.GetRequiredService<IPolicyStore>());
        Assert.Equal(
            ["policies-upstream.db", "policies.db"],
            opened.Select(path => Path.GetRelativePath(AppContext.BaseDirectory, path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Storage_comes_before_a_database()
    {
        using var services = Register(("PolicyStorage", "UseDevelopmentStorage=true"), ("MtaSts:PolicyDatabase", "policies.db"));

        Assert.IsType<RowPolicyStore>(services.GetRequiredService<IPolicyStore>());
        Assert.Empty(opened);
    }

    [Fact]
    public void A_database_where_there_are_none_is_refused()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("MtaSts:PolicyDatabase", (string?)"policies.db")]).Build();

        Assert.Equal(
            "MtaSts__PolicyDatabase is set, but the function app keeps policies in Table Storage only. Remove it, and set "
            + "PolicyStorage__tableServiceUri.",
            Assert.Throws<SettingsException>(() => new ServiceCollection().AddPolicyServing(configuration)).Message);
    }

    private ServiceProvider Register(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var services = new ServiceCollection();
        services.AddPolicyServing(configuration, path =>
        {
            opened.Add(path);
            return new SqliteRowStore(path, TimeProvider.System);
        });
        return services.BuildServiceProvider();
    }
}
