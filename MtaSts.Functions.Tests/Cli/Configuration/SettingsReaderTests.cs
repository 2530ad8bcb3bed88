using CsCheck;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;

namespace MtaSts.Functions.Tests.Cli.Configuration;

public sealed class SettingsReaderTests
{
    private const string Subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
    private const string App = $"{Subscription}/resourceGroups/rg-mta-sts/providers/Microsoft.Web/sites/contoso-mta-sts";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Whole = $$"""
        {
          // Where the policies are.
          "store": { "tableServiceUri": "https://contosomtasts.table.core.windows.net/", "table": "mtasts" },
          "app": "{{App}}",
          "rua": ["mailto:tls-reports@contoso.com", "https://reports.example/v1"],
          "dns": ["11111111-2222-3333-4444-555555555555", "{{Subscription}}/resourceGroups/rg-dns"], /* The zones. */
          "idZone": "ids.provider.example",
          "resolver": "192.0.2.53",
          "reports": "tls-reports",
          "defaultTemplate": { "name": "exchange", "mode": "enforce", "domains": ["contoso.com", "Fabrikam.com."] },
        }
        """;

    private static readonly string Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "customer", "mta-sts.json");

    [Fact]
    public void Everything_that_the_file_says_is_read()
    {
        var settings = Read(Whole);

        Assert.Equal(
            (Path, "https://contosomtasts.table.core.windows.net/", "mtasts"), (settings.File, settings.TableServiceUri, settings.Table));
        Assert.Equal((null, null), (settings.Database, settings.Directory));
        Assert.Equal(App, $"{settings.App}");
        Assert.Equal(["mailto:tls-reports@contoso.com", "https://reports.example/v1"], settings.Rua);
        Assert.Equal([Subscription, $"{Subscription}/resourceGroups/rg-dns"], settings.Dns.Select(id => $"{id}"));
        Assert.Equal(("ids.provider.example", "192.0.2.53:53"), ($"{settings.IdZone}", $"{settings.Resolver}"));
        Assert.Equal(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "tls-reports"), settings.Reports);
        Assert.Equal(("exchange", PolicyMode.Enforce), (settings.DefaultTemplate!.Name, settings.DefaultTemplate.Mode));
        Assert.Equal(["contoso.com", "fabrikam.com"], settings.DefaultTemplate.Domains.Select(domain => domain.Ascii));
    }

    [Fact]
    public async Task Everything_that_is_read_is_written_again()
    {
        var folder = Directory.CreateTempSubdirectory("mta-sts-test-").FullName;
        try
        {
            var file = System.IO.Path.Combine(folder, "mta-sts.json");
            var settings = SettingsReader.Read(file, Encoding.UTF8.GetBytes(Whole));

            // What a later version adds is to be in the sample, too; of the stores, a file names one.
            string[] otherStores = [nameof(ToolSettings.Database), nameof(ToolSettings.Directory)];
            Assert.All(
                typeof(ToolSettings).GetProperties().Where(property => !otherStores.Contains(property.Name)),
                property => Assert.NotNull(property.GetValue(settings)));
            await SettingsWriter.WriteAsync(file, settings);

            var again = SettingsReader.Read(file, await File.ReadAllBytesAsync(file, Token));

            // An address cannot be compared member by member: one of IPv4 has no scope, and says so by an exception.
            Assert.Equal(settings.Resolver, again.Resolver);
            Assert.Equivalent(settings with { Resolver = null }, again with { Resolver = null }, strict: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void An_empty_object_says_nothing() => Assert.Equivalent(ToolSettings.None with { File = Path }, Read("{}"));

    [Fact]
    public void Files_and_folders_are_relative_to_the_folder_of_the_settings()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;

        var (database, directory) = ("""{"store": {"database": "data/p.db"}}""", """{"store": {"directory": "policies"}}""");

        Assert.Equal(System.IO.Path.Combine(folder, "data", "p.db"), Read(database).Database);
        Assert.Equal(System.IO.Path.Combine(folder, "policies"), Read(directory).Directory);
    }

    [Fact]
    public void A_byte_order_mark_of_UTF_8_is_passed_over() =>
        Assert.Equal(App, $"{SettingsReader.Read(Path, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Whole)]).App}");

    [Theory]
    [InlineData(
        """{"defaultTemplate": {}}""", ": defaultTemplate has no name. Write that of a template, or remove the whole.")]
    [InlineData(
        """{"defaultTemplate": {"name": "exchange", "mode": "on"}}""",
        ": defaultTemplate.mode is 'on', which is not a mode. Use enforce, testing or none.")]
    [InlineData(
        """{"defaultTemplate": {"name": "exchange", "domains": "contoso.com"}}""",
        ": defaultTemplate.domains is not a list. Write [\"…\", \"…\"].")]
    [InlineData(
        """{"defaultTemplate": {"name": "exchange", "domains": []}}""",
        ": defaultTemplate.domains has no domain name in it. Write one, or remove the list for all domains.")]
    [InlineData(
        """{"stores": {}}""",
        ": stores is not a setting. Those are store, app, rua, dns, idZone, resolver, reports, defaultTemplate.")]
    [InlineData("""{"store": {"uri": "x"}}""",
        ": store.uri is not a setting. Those of store are tableServiceUri, table, database, directory.")]
    [InlineData("""{"store": "x"}""",
        ": store is not an object. Write { … } with the members tableServiceUri, table, database, directory.")]
    [InlineData("""{"store": {}}""", ": store does not name one store. Use tableServiceUri with table, or database, or directory.")]
    [InlineData("""{"store": {"table": "policies"}}""",
        ": store does not name one store. Use tableServiceUri with table, or database, or directory.")]
    [InlineData("""{"store": {"table": "policies", "database": "p.db"}}""",
        ": store does not name one store. Use tableServiceUri with table, or database, or directory.")]
    [InlineData("""{"store": {"database": "a", "directory": "b"}}""",
        ": store does not name one store. Use tableServiceUri with table, or database, or directory.")]
    [InlineData("""{"store": {"database": 1}}""", ": store.database is not a text. Write it in quotation marks.")]
    [InlineData("""{"store": {"database": " "}}""", ": store.database is blank. Write a value, or remove it.")]
    [InlineData("""{"store": {"database": "a\u0000"}}""", ": store.database has a control character in it. Remove that character.")]
    [InlineData("""{"store": {"tableServiceUri": "http://st.table.core.windows.net"}}""",
        ": store.tableServiceUri is 'http://st.table.core.windows.net'. Use the table endpoint of the storage account, "
        + "https://<account>.table.core.windows.net.")]
    [InlineData("""{"store": {"tableServiceUri": "https://st.table.core.windows.net", "table": "my-table"}}""",
        ": store.table is 'my-table'. Use 3 to 55 letters and digits, beginning with a letter.")]
    [InlineData("""{"app": "contoso-mta-sts"}""",
        ": app is 'contoso-mta-sts', which is not the resource id of a function app. "
        + "Use /subscriptions/…/resourceGroups/…/providers/Microsoft.Web/sites/….")]
    [InlineData("""{"rua": "mailto:tls@contoso.com"}""", """: rua is not a list. Write ["…", "…"].""")]
    [InlineData("""{"rua": ["mailto:tls@contoso.com", "tls@contoso.com"]}""",
        ": rua[1] is 'tls@contoso.com', which has no scheme. Write mailto: before it.")]
    [InlineData("""{"dns": ["rg-dns"]}""",
        ": dns[0] is 'rg-dns', which is not a subscription or a resource group. "
        + "Use /subscriptions/… or /subscriptions/…/resourceGroups/….")]
    [InlineData("""{"idZone": "ids_zone"}""", ": idZone is 'ids_zone', which is not a domain name: ")]
    [InlineData("""{"resolver": "dns.contoso.com"}""",
        ": resolver is 'dns.contoso.com', which is not the address of a resolver. Use ADDRESS or ADDRESS:PORT, as in 192.0.2.53:53.")]
    [InlineData("""{"app": null}""", ": app is not a text. Write it in quotation marks.")]
    [InlineData(
        """["app"]""",
        " is not an object. Write { … } with the members store, app, rua, dns, idZone, resolver, reports, defaultTemplate.")]
    [InlineData("""{"app": "\ud800"}""", " has a \\u escape that is half a character. Write the character itself.")]
    public void What_cannot_be_used_is_named_with_what_to_write(string text, string message) =>
        Assert.StartsWith(Path + message, Refuse(Encoding.UTF8.GetBytes(text)), Ordinal);

    [Theory]
    [InlineData("{\n  \"app\": \"x\"\n  \"rua\": []\n}", ", line 3: ")]
    [InlineData("{\n  \"rua\": [],\n  \"rua\": []\n}", ": ")]
    [InlineData("", ", line 1: "), InlineData("{", ", line 1: "), InlineData("[[[[[[[[[1]]]]]]]]]", ", line 1: ")]
    public void What_is_not_JSON_is_named_with_its_line(string text, string place)
    {
        var message = Refuse(Encoding.UTF8.GetBytes(text));

        Assert.StartsWith(Path + place, message, Ordinal);
        Assert.EndsWith(" Correct it, or write the file anew with 'mta-sts init --force'.", message, Ordinal);
        Assert.DoesNotContain("LineNumber", message, Ordinal);
    }

    public static TheoryData<byte[], string> Encodings => new()
    {
        { Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Whole)).ToArray(), "is UTF-16, or no text. Save it as UTF-8" },
        { Encoding.BigEndianUnicode.GetBytes(Whole), "is UTF-16, or no text. Save it as UTF-8" },
        { Encoding.Latin1.GetBytes("""{"idZone": "bücher.example"}"""), "is not UTF-8. Save it as UTF-8." },
    };

    [Theory, MemberData(nameof(Encodings), DisableDiscoveryEnumeration = true)]
    public void Another_encoding_is_named(byte[] bytes, string message) => Assert.StartsWith($"{Path} {message}", Refuse(bytes), Ordinal);

    [Theory]
    [InlineData("{\"store\": {\"connectionString\": \"UseDevelopmentStorage=true\"}}", ": store.connectionString")]
    [InlineData("{\"store\": {\"tableServiceUri\": \"AccountName=a;AccountKey=" + Key + "\"}}", ": store.tableServiceUri")]
    [InlineData("{\"store\": {\"tableServiceUri\": \"https://a.example/?sv=1&sig=" + Key + "\"}}", ": store.tableServiceUri")]
    [InlineData("{\"" + Key + "\": 1}", ""), InlineData("{\"rua\": [\"" + Key + "\"]}", ": rua[0]")]
    [InlineData("{\"accountKey\": \"a\"}", ": accountKey")]
    [InlineData("{\"app\": {\"x\": [{\"clientSecret\": 1}]}}", ": app.x[0].clientSecret")]
    public void A_secret_is_refused_and_not_repeated(string text, string place)
    {
        var message = Refuse(Encoding.UTF8.GetBytes(text));

        Assert.StartsWith($"{Path}{place} looks like a connection string or a key, and this file is shared", message, Ordinal);
        Assert.DoesNotContain(Key, message, Ordinal);
    }

    /// <summary>The token for the store goes with each request, and the file may come from anybody.</summary>
    [Theory, InlineData("https://evil.example"), InlineData("https://st.table.core.windows.net.evil.example")]
    [InlineData("https://127.0.0.1:10002/a"), InlineData("https://table.core.windows.net")]
    public void A_store_that_is_not_on_Azure_is_refused(string uri)
    {
        var text = $$$"""{"store": {"tableServiceUri": "{{{uri}}}"}}""";

        Assert.Contains("which is no table endpoint of Azure's", Refuse(Encoding.UTF8.GetBytes(text)), Ordinal);
        Assert.Null(TableEndpoint.Parse(uri));
    }

    [Theory]
    [InlineData("/../sites/x"), InlineData("?x=1"), InlineData("#x"), InlineData("/slots/test"), InlineData("%2e"), InlineData("\n")]
    public void An_id_is_taken_only_whole(string end)
    {
        Assert.Null(AzureId.ParseApp(App + end));
        Assert.Null(AzureId.ParseZones($"{Subscription}/resourceGroups/rg{end}"));
    }

    [Fact]
    public void No_file_makes_it_fail_otherwise_than_in_words()
    {
        var words = Gen.OneOf(
            "{", "}", "[", "]", ":", ",", "\"store\"", "\"app\"", "\"rua\"", "\"dns\"", "\"idZone\"", "\"resolver\"", "\"table\"",
            "\"database\"", "\"tableServiceUri\"", "\"https://st.table.core.windows.net\"", "\"mailto:a@b.example\"", "\"1.2.3.4\"",
            "\"\\ud800\"", "\"\\u0000\"", "null", "1e999", "true", "/* c */", "//\n", "\ufeff", "\"\"", "\"%\"", $"\"{App}\"",
            $"\"{Subscription}\"", "'", "\0");
        var texts = Gen.OneOf(words.Array[0, 30].Select(string.Concat), Mutations(), Gen.String).Select(Encoding.UTF8.GetBytes);
        Gen.OneOf(texts, Gen.Byte.Array[0, 200]).Sample(
            bytes =>
            {
                try
                {
                    SettingsReader.Read(Path, bytes);
                }
                catch (CommandException exception)
                {
                    Assert.StartsWith(Path, exception.Message, Ordinal);
                }
            },
            iter: 20_000);
    }

    /// <summary>The whole file with one character another.</summary>
    private static Gen<string> Mutations() => Gen.Select(
        Gen.Int[0, Whole.Length - 1], Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Char["{}[]\",:\\/\0 \n"], Gen.Char),
        (index, character) => $"{Whole[..index]}{character}{Whole[(index + 1)..]}");

    private static ToolSettings Read(string text) => SettingsReader.Read(Path, Encoding.UTF8.GetBytes(text));

    private static string Refuse(byte[] bytes) => Assert.Throws<CommandException>(() => SettingsReader.Read(Path, bytes)).Message;
}
