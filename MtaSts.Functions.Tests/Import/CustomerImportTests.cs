using MtaSts.Cli.Import;

namespace MtaSts.Functions.Tests.Import;

/// <summary>Whose a domain is, from a column of a list into the store and out again.</summary>
public sealed class CustomerImportTests : TestsWithFolder
{
    private const string Mx = "*.mail.protection.outlook.com";

    private ImportBench bench = null!;

    public override async ValueTask InitializeAsync() =>
        bench = await ImportBench.CreateAsync(InFolder("policies.db"), "a.example", "b.example", "c.example");

    [Fact]
    public async Task A_column_Customer_is_kept_and_changed_and_an_empty_value_leaves_it_as_it_is()
    {
        await bench.ImportAsync(Write("first.csv", "Domain;Customer\na.example;Contoso\nb.example;\" Müller, Söhne \"\nc.example;\n"));
        var before = await ListAsync();
        var history = await bench.RunAsync("history", "a.example", "--output", "json");

        var change = await bench.ImportAsync(Write("second.csv", "Domain;Customer\na.example;Fabrikam\nb.example;\nc.example;Contoso\n"));

        Assert.Equal(["a.example Contoso", "b.example Müller, Söhne"], before);
        Assert.Equal(["a.example Fabrikam", "b.example Müller, Söhne", "c.example Contoso"], await ListAsync());
        Assert.Equal((0, "Written: 2 of 2.\n"), change.Ending);
        Assert.StartsWith("a.example:", change.Output, Ordinal);
        Assert.Contains("\n  customer: Fabrikam (before: Contoso)\n", change.Output, Ordinal);
        Assert.Contains("\n  customer: Contoso\n", change.Output, Ordinal);
        Assert.Contains("Domains: 3 (0 new, 2 changed, 1 unchanged).\n", change.Output, Ordinal);
        Assert.Equal(history.Output, (await bench.RunAsync("history", "a.example", "--output", "json")).Output);
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_a_dry_run_writes_nothing()
    {
        var file = Write("list.csv", "Domain;Customer\na.example;Contoso\n");
        await bench.ImportAsync(file);

        Assert.Equal((0, "Nothing to change.\n"), (await bench.ImportAsync(file)).Ending);
        await bench.RunAsync("import", Write("other.csv", "Domain;Customer\na.example;Fabrikam\n"), "--dry-run");
        Assert.Equal(["a.example Contoso"], await ListAsync());
    }

    [Fact]
    public async Task Imports_at_the_same_time_that_say_whose_a_domain_is_are_all_written()
    {
        await bench.ImportAsync(Write("list.csv", "Domain\na.example\n"));
        var stored = await bench.Store.ReadAsync(DomainName.Parse("a.example"), Token);
        var writers = Enumerable.Range(0, 16).Select(_ => new ImportWriter(bench.Store)).ToList();

        await Task.WhenAll(writers.Select((writer, index) => writer.WriteAsync(
            [new ImportStep(stored!.Domain, stored, new PolicyEdit().Apply(stored, template: null)) { Customer = $"Customer {index}" }],
            "ann",
            "",
            Token)));

        Assert.All(writers, writer => Assert.Equal((1, 0), (writer.Written, writer.Conflicts.Count)));
        Assert.StartsWith("a.example Customer ", Assert.Single(await ListAsync()), Ordinal);
    }

    [Fact]
    public async Task Another_column_can_say_whose_a_domain_is()
    {
        var file = Write("list.csv", "Domain;Customer;Tenant\na.example;1;Contoso\n");

        Assert.Equal(
            (0, "Left out the column Customer: import does not read it.\nWritten: 1 of 1.\n"),
            (await bench.ImportAsync(file, "--group-by", "tenant")).Ending);
        Assert.Equal(["a.example Contoso"], await ListAsync());
        Assert.Equal(
            (3, $"{file}: MTASTS182 error line 1: There is no column 'Kunde'. The columns are Domain, Customer, Tenant. Call the column "
                + "with the domains Domain, name it with --column, or write one domain per line. (docs/import.md)\n"
                + "Faults: 1. Nothing was written.\n"),
            (await bench.ImportAsync(file, "--group-by", "Kunde")).Ending);
    }

    [Fact]
    public async Task The_change_is_in_json_too()
    {
        await bench.ImportAsync(Write("list.csv", "Domain;Customer\na.example;Contoso\nb.example;Contoso\n"));

        var changes = (await bench.ImportAsync(
            Write("other.csv", "Domain;Customer\na.example;Fabrikam\nb.example;Contoso\n"), "--output", "json")).Json.EnumerateArray();

        Assert.Equal(
            [("a.example", "changed", "Fabrikam"), ("b.example", "unchanged", null)],
            changes.Select(change => (change.GetProperty("domain").GetString()!, change.GetProperty("change").GetString()!,
                change.TryGetProperty("customer", out var customer) ? customer.GetString() : null)));
    }

    [Theory, InlineData("export.csv"), InlineData("export.json")]
    public async Task It_is_exported_and_imported_into_another_store(string name)
    {
        await bench.ImportAsync(Write("list.csv", "Domain;Customer\na.example;\"Müller; \"\"Söhne\"\", #1\"\nb.example;\n"));
        var other = await ImportBench.CreateAsync(InFolder("other.db"));

        await bench.RunAsync("export", InFolder(name));
        await other.ImportAsync(InFolder(name));

        Assert.Equal(await bench.ListAsync(), await other.ListAsync());
        Assert.Contains(await other.ListAsync(), line => line.StartsWith($"a.example testing {Mx} ", Ordinal)
            && line.EndsWith(" Müller; \"Söhne\", #1", Ordinal));
    }

    private async Task<IEnumerable<string>> ListAsync() => (await bench.Store.ListCustomersAsync(Token))
        .Select(customer => $"{customer.Key} {customer.Value}").Order(StringComparer.Ordinal);
}
