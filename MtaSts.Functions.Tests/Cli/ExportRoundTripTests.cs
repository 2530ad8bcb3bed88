using CsCheck;
using MtaSts.Functions.Tests.Policies;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What is exported from a store is the same again once it is imported into an empty one with the same templates.</summary>
public sealed class ExportRoundTripTests : TestsWithFolder
{
    private static readonly string[] Upstreams =
    [
        "https://mta-sts.provider.example/.well-known/mta-sts.txt", "https://mta-sts.b\u00fccher.example/.well-known/mta-sts.txt",
        "https://mta-sts.xn--bcher-kva.example:8443/.well-known/mta-sts.txt", "HTTPS://MTA-STS.provider.example/.well-known/mta-sts.txt",
    ];

    private static readonly (string Name, Policy Terms)[] Templates =
    [
        ("exchange", Parse(PolicyMode.Testing, 604800, "*.mail.example.net")),
        ("0-zero", Parse(PolicyMode.Testing, 0, "a.example", "b.example")),
    ];

    // All the mx that a policy of 64 KB holds.
    private static readonly Policy Longest = new(
        PolicyMode.Enforce, Enumerable.Range(0, 250).Select(i => MxPattern.Parse($"{i:x3}{string.Concat(
            Enumerable.Repeat($"{new string('a', 60)}.", 4))}b")), 31_557_600);

    private static readonly Gen<string> Domains = Gen.Select(
        Gen.OneOf("a.example", "xn--bcher-kva.example", "xn--garbage.example", "1und1.de", $"{new string('l', 63)}.example"),
        Gen.Int[0, 99],
        (name, number) => $"d{number}.{name}");

    private static readonly Gen<PolicyContent> Contents = Gen.OneOf(
        PolicyGenerators.Policies.Select(policy => (PolicyContent)new PolicyContent.Inline(policy)),
        Gen.OneOf(0, 1, 86400, 31_557_600).Select(
            maxAge => (PolicyContent)new PolicyContent.Inline(new Policy(PolicyMode.None, [], maxAge))),
        Gen.Const((PolicyContent)new PolicyContent.Inline(Longest)),
        Gen.OneOf(Upstreams).Select(url => (PolicyContent)new PolicyContent.Upstream(new Uri(url))),
        Gen.Select(Gen.OneOf(Templates), Gen.Enum<PolicyMode>(), Gen.OneOf<int?>(null, 0, 604800, 86400), (template, mode, maxAge) =>
            (PolicyContent)new PolicyContent.Template(template.Name, mode, maxAge)));

    private static readonly Gen<string?> Customers = Gen.OneOf<string?>(null, "Contoso", "Müller & Söhne; \"Nord\", GmbH", "#1 'x'");

    private int count;

    [Theory, InlineData(".json"), InlineData(".csv"), InlineData("")]
    public async Task Every_valid_row_survives_export_and_import(string form) =>
        await Gen.Select(Domains, Contents, Customers).Array[1, 12].SampleAsync(
            async rows =>
            {
                var number = Interlocked.Increment(ref count);
                var (from, to, path) = (InFolder($"{number}.db"), InFolder($"{number}-copy.db"), InFolder($"{number}-export{form}"));
                var source = await CreateAsync(from);
                foreach (var (domain, content, customer) in rows.DistinctBy(row => row.Item1))
                {
                    await source.SetCustomerAsync(DomainName.Parse(domain), customer, Token);
                    await source.SaveAsync(
                        new PolicyChange
                        {
                            Domain = DomainName.Parse(domain),
                            Content = content,
                            Version = null,
                            ChangedBy = "ann",
                            Reason = "\u001b\"',\n",
                        },
                        Token);
                }

                await CreateAsync(to);

                var export = await Tool.RunAsync("export", path, "--database", from);
                var import = await Tool.RunAsync(
                    "import", path, "--yes", "--force", "--reason", "no network here", "--database", to);
                var again = await Tool.RunAsync("import", path, "--yes", "--database", from);

                Assert.True(export.ExitCode == (form.Length > 0 ? 0 : export.ExitCode is 3 ? 3 : 0), $"{export}");

                // A folder holds no policy from upstream, and an empty one is not imported.
                var isEmpty = form.Length == 0 && rows.All(row => row.Item2 is PolicyContent.Upstream);
                Assert.True(import.ExitCode == (isEmpty ? 3 : 0), $"{import}");
                Assert.Equal(isEmpty ? 3 : 0, again.ExitCode);
                Assert.EndsWith(isEmpty ? "Nothing was written.\n" : "Nothing to change.\n", again.Errors, Ordinal);
                Assert.Equal(await ListAsync(from, form), await ListAsync(to, form));
            },
            iter: 30);

    [Theory, InlineData(".json"), InlineData(".csv")]
    public async Task A_domain_that_is_called_as_a_policy_host_stays_itself(string form)
    {
        var (from, to, path) = (InFolder("policies.db"), InFolder("copy.db"), InFolder($"export{form}"));
        var source = await CreateAsync(from);
        await CreateAsync(to);
        var domain = DomainName.Parse("mta-sts.contoso.com");
        await source.AddAsync(domain, new PolicyContent.Inline(Parse(PolicyMode.Testing, 86400, "a.example")));
        await Tool.RunAsync("export", path, "--database", from);

        var result = await Tool.RunAsync("import", path, "--yes", "--database", to);

        Assert.True(result.ExitCode == 0, $"{result}");
        Assert.Equal(await ListAsync(from, form), await ListAsync(to, form));
    }

    [Fact]
    public async Task A_domain_whose_name_is_too_long_for_a_file_does_not_keep_the_others_from_a_folder()
    {
        var (database, folder) = (InFolder("policies.db"), InFolder("export"));
        var store = await CreateAsync(database);
        var domain = DomainName.Parse($"{string.Concat(Enumerable.Repeat($"{new string('a', 61)}.", 4))}abcde");
        foreach (var name in (DomainName[])[domain, DomainName.Parse("contoso.com")])
        {
            await store.AddAsync(name, new PolicyContent.Inline(Longest));
        }

        var result = await Tool.RunAsync("export", folder, "--database", database);

        Assert.Equal(
            new ToolResult(3, "", $"Not exported: {domain}: its name is too long for a file. Export to JSON or CSV.\nExported: 1.\n"),
            result);
        Assert.Equal(["contoso.com.txt"], Directory.EnumerateFiles(folder).Select(Path.GetFileName));
    }

    private static Policy Parse(PolicyMode mode, int maxAge, params string[] mx) => new(mode, mx.Select(MxPattern.Parse), maxAge);

    private static async Task<RowPolicyStore> CreateAsync(string database)
    {
        var store = new RowPolicyStore(new SqliteRowStore(database, TimeProvider.System), TimeProvider.System);
        await store.CreateAsync(Token);
        foreach (var (name, terms) in Templates)
        {
            await store.SaveTemplateAsync(
                new TemplateChange { Name = name, Mx = terms.Mx, MaxAge = terms.MaxAge, Version = null, ChangedBy = "ann", Reason = "" },
                Token);
        }

        return store;
    }

    /// <summary>What is kept; a folder holds the policies only, and none from upstream.</summary>
    private static async Task<List<(string, PolicyContent?, Policy?, string?)>> ListAsync(string database, string form)
    {
        var store = new RowPolicyStore(new SqliteRowStore(database, TimeProvider.System), TimeProvider.System);
        var customers = form.Length > 0 ? await store.ListCustomersAsync(Token) : new Dictionary<DomainName, string>();
        return await store.ListAsync(Token)
            .Where(stored => form.Length > 0 || stored.Policy is not null)
            .Select(stored => (stored.Domain.Ascii, form.Length > 0 && stored.Content is not PolicyContent.Inline ? stored.Content : null,
                stored.Policy, customers.GetValueOrDefault(stored.Domain)))
            .ToListAsync(Token);
    }
}
