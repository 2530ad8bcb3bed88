namespace MtaSts.Functions.Tests.Cli;

/// <summary>Whose a domain is: what is shown by it.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class CustomerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private ToolStore store = null!;

    public async ValueTask InitializeAsync()
    {
        store = await ToolStore.CreateAsync(azurite);
        await store.DoAsync("set a.example b.example c.example d.example --mx mail.example.com --yes");
        await SetCustomerAsync("a.example", "Tailspin Toys");
        await SetCustomerAsync("c.example", "Contoso");
        await SetCustomerAsync("d.example", "tailspin toys");
        await SetCustomerAsync("gone.example", "Contoso");
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData("Tailspin Toys", "a.example d.example")]
    [InlineData(" TAILSPIN TOYS ", "a.example d.example")]
    [InlineData("contoso", "c.example")]
    public async Task The_domains_of_a_customer_are_listed(string customer, string domains)
    {
        var result = await store.RunAsync(["list", "--customer", customer, "--output", "json"]);

        Assert.Equal(domains, string.Join(' ', result.Json.Texts("domain")));
    }

    [Fact]
    public async Task The_list_is_grouped_with_what_is_nobodys_last()
    {
        var lines = (await store.DoAsync("list --by-customer")).Output.Split('\n').Select(line => line.Trim());

        Assert.Equal(
            ["Contoso", "c.example", "Tailspin Toys", "a.example", "d.example", "No customer", "b.example"],
            lines.Select(line => line.Split("  ")[0])
                .Where(word => word is "Contoso" or "Tailspin Toys" or "No customer" || word.EndsWith(".example", Ordinal)));
    }

    [Fact]
    public async Task A_domain_is_shown_with_its_customer()
    {
        Assert.StartsWith(
            "c.example\n  customer Contoso\n  from     its own mx\n", (await store.DoAsync("show c.example")).Output, Ordinal);
        Assert.Equal("Contoso", (await store.ReadAsync("show c.example")).GetProperty("policy").Text("customer"));
        Assert.DoesNotContain("customer", (await store.DoAsync("show b.example")).Output, Ordinal);
    }

    [Fact]
    public async Task Records_of_the_domains_of_a_customer_are_shown_and_a_stranger_is_an_error_that_names_those_there_are()
    {
        var records = await store.RunAsync(["dns", "--customer", "Contoso", "--app", "app.example.net", "--format", "bind"]);
        Assert.Contains("c.example", records.Output, Ordinal);
        Assert.DoesNotContain("a.example", records.Output, Ordinal);

        Assert.Equal(
            new ToolResult(2, "", "No domain belongs to the customer 'Fabrikam'. Customers: Contoso, Tailspin Toys.\n"),
            await store.RunAsync(["dns", "--customer", "Fabrikam"]));
    }

    [Theory, InlineData("table"), InlineData("json")]
    public async Task The_list_of_a_customer_that_is_nobodys_is_an_error_and_not_empty(string output) => Assert.Equal(
        new ToolResult(2, "", "No domain belongs to the customer 'Fabrikam'. Customers: Contoso, Tailspin Toys.\n"),
        await store.RunAsync(["list", "--customer", "Fabrikam", "--output", output]));

    [Fact]
    public async Task A_store_without_customers_says_how_they_come_into_it()
    {
        foreach (var domain in (string[])["a.example", "c.example", "d.example", "gone.example"])
        {
            await SetCustomerAsync(domain, null);
        }

        Assert.Equal(
            new ToolResult(
                2,
                "",
                "No domain belongs to the customer 'Contoso'. No domain has a customer yet: 'mta-sts import' keeps a column Customer.\n"),
            await store.RunAsync(["dns", "--customer", "Contoso"]));
    }

    private Task SetCustomerAsync(string domain, string? customer) =>
        new RowPolicyStore(new TableRowStore(store.Table), TimeProvider.System).SetCustomerAsync(DomainName.Parse(domain), customer, Token);
}
