namespace MtaSts.Functions.Tests.Import;

/// <summary>Lists and CSV as people have them.</summary>
public sealed class ListImportTests : TestsWithFolder
{
    private const string Mx = "*.mail.protection.outlook.com";
    private const string Columns =
        "DomainName,CatchAllRecipientID,DomainType,MatchSubDomains,AddressBookEnabled,Default,EmailOnly,ExternallyManaged,"
        + "AuthenticationType,LiveIdInstanceType,PendingRemoval,PendingCompletion,InitialDomain,Name";

    private static readonly string[] Accepted =
    [
        "fabrikam.com,,Authoritative,False,True,True,False,False,Managed,Business,False,False,False,Fabrikam",
        "fabrikam.onmicrosoft.com,,Authoritative,False,True,False,False,False,Managed,Business,False,False,True,fabrikam.onmicrosoft.com",
        "old.fabrikam.com,,InternalRelay,False,True,False,False,False,Managed,Business,True,False,False,old.fabrikam.com",
    ];

    private ImportBench bench = null!;

    public static TheoryData<string, string> Exports => new()
    {
        { "plain", string.Join("\r\n", [Columns, .. Accepted]) },
        { "with #TYPE", "#TYPE Deserialized.AcceptedDomain\r\n" + string.Join("\r\n", [Columns, .. Accepted.Select(Quote)]) },
        { "of a German PowerShell", string.Join("\r\n", ((string[])[Columns, .. Accepted]).Select(line => Quote(line).Replace(',', ';'))) },
        { "for Excel", "sep=;\r\n" + string.Join("\r\n", [.. ((string[])[Columns, .. Accepted]).Select(line => line.Replace(',', ';'))]) },
        { "with tabs", string.Join('\n', ((string[])[Columns, .. Accepted]).Select(line => line.Replace(',', '\t'))) },
    };

    public override async ValueTask InitializeAsync() =>
        bench = await ImportBench.CreateAsync(InFolder("policies.db"), "contoso.com", "fabrikam.com");

    [Theory, MemberData(nameof(Exports))]
    public async Task Accepted_domains_are_read_whatever_separates_the_values(string name, string text)
    {
        var result = await bench.ImportAsync(Write("accepted.csv", text));

        Assert.Equal(
            (0, "Left out the columns CatchAllRecipientID, AddressBookEnabled, Default, EmailOnly, ExternallyManaged, "
                + "AuthenticationType, LiveIdInstanceType, PendingCompletion, InitialDomain, Name: import does not read them.\n"
                + "Skipped fabrikam.onmicrosoft.com: Microsoft manages the DNS.\n"
                + "Skipped old.fabrikam.com: PendingRemoval is true.\n"
                + "Written: 1 of 1.\n"),
            result.Ending);
        Assert.True((await bench.ListAsync()) is [var only] && only.StartsWith($"fabrikam.com testing {Mx} ", Ordinal), name);
    }

    [Fact]
    public async Task A_list_of_one_domain_a_line_gets_what_covers_the_mx_of_each()
    {
        var list = Write(
            "domains.txt", "\uFEFF# ours\r\ncontoso.com\r\n\r\n https://mta-sts.fabrikam.com/  # the other\r\ncontoso.onmicrosoft.com\r\n");

        var result = await bench.ImportAsync(list);

        Assert.Equal(
            (0, "Skipped contoso.onmicrosoft.com: Microsoft manages the DNS.\n"
                + "https://mta-sts.fabrikam.com/ was taken for fabrikam.com.\nWritten: 2 of 2.\n"),
            result.Ending);
        Assert.Equal([$"contoso.com {Mx}", $"fabrikam.com {Mx}"], await ListWithMxAsync());
    }

    [Fact]
    public async Task A_row_for_another_domain_is_refused_where_the_store_has_the_one_that_is_called_so_itself()
    {
        await bench.RunAsync("set", "contoso.com", "mta-sts.mta-sts.contoso.com", "--mx", "mail.example.net", "--yes");
        var before = await bench.ListAsync();
        var list = Write("domains.csv", "Domain;Mode\nmta-sts.fabrikam.com;none\nmta-sts.contoso.com;none\n");

        Assert.Equal(
            (2, "mta-sts.fabrikam.com was taken for fabrikam.com.\nmta-sts.contoso.com was taken for contoso.com.\n"
                + "mta-sts.contoso.com is or was hosted here as a domain of its own. Write mta-sts.mta-sts.contoso.com for it, or "
                + "contoso.com for the other. Nothing was changed.\n"),
            (await bench.ImportAsync(list)).Ending);
        Assert.Equal(before, await bench.ListAsync());
    }

    [Fact]
    public async Task A_list_that_PowerShell_wrote_in_UTF_16_is_read()
    {
        var list = InFolder("domains.txt");
        await File.WriteAllTextAsync(
            list, "\r\nDomainName  \r\n----------  \r\ncontoso.com \r\nfabrikam.com\r\n\r\n", Encoding.Unicode, Token);

        Assert.Equal((0, "Written: 2 of 2.\n"), (await bench.ImportAsync(list)).Ending);
    }

    [Fact]
    public async Task Policies_that_PS_MTA_STS_found_are_taken_over_and_the_other_domains_get_theirs_from_the_mx()
    {
        var file = Write(
            "psmtasts.csv",
            "\uFEFF\"Name\";\"DomainName\";\"MX_Record_Pointing_To\";\"MTA_STS_TXTRecord\";\"MTA_STS_Policy\";\"TLSRPT\"\r\n"
            + "\"Example\";\"example.com\";\"mail.example.com\";\"v=STSv1; id=1;\";\"version: STSv1\r\nmode: testing\r\n"
            + "mx: mail.example.com\r\nmx: *.example.net\r\nmax_age: 86400\";\"v=TLSRPTv1; rua=mailto:a@example.com\"\r\n"
            + "\"contoso.com\";\"contoso.com\";\"\";\"\";\"ERROR: No such host is known\";\"\"\r\n"
            + "\"fabrikam.com\";\"fabrikam.com\";\"\";\"\";\"\";\"\"\r\n"
            + "\"i\";\"contoso.onmicrosoft.com\";\"WARNING: You cannot\";\"\";\"ERROR: \";\"\"\r\n");

        var result = await bench.ImportAsync(file);

        Assert.Equal(
            (0, "Left out the columns Name, MX_Record_Pointing_To, MTA_STS_TXTRecord, TLSRPT: import does not read them.\n"
                + "Skipped contoso.onmicrosoft.com: Microsoft manages the DNS.\n"
                + "Note on contoso.com: MTA_STS_Policy says that its policy could not be fetched, so none is taken over.\n"
                + "Written: 3 of 3.\n"),
            result.Ending);
        Assert.Contains("example.com testing mail.example.com *.example.net 86400", await bench.ListAsync());
        Assert.Equal([$"contoso.com {Mx}", "example.com mail.example.com *.example.net", $"fabrikam.com {Mx}"], await ListWithMxAsync());
    }

    [Fact]
    public async Task A_policy_of_PS_MTA_STS_that_is_invalid_is_named_with_its_line()
    {
        var file = Write(
            "psmtasts.csv",
            "DomainName;MTA_STS_TXTRecord;MTA_STS_Policy\r\na.example;\"two\r\nlines\";\"\r\nversion: STSv1\r\nmode: on\r\n"
            + "mx: m.a.example\r\nmax_age: 86400\"\r\nb.example;;version: STSv1mode: enforcemx: *.b.examplemax_age: 604800\r\n");

        var result = await bench.ImportAsync(file);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(
            $"{file}: MTASTS115 error line 5: a.example: MTA_STS_Policy is not a valid policy: 'on' is not a mode. Use enforce, testing or "
            + "none, in lower case. (RFC 8461 §3.2)\n", result.Errors, Ordinal);
        Assert.Contains("error line 8: b.example: MTA_STS_Policy is not a valid policy: ", result.Errors, Ordinal);
        Assert.EndsWith("Nothing was written.\n", result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_policy_in_enforce_of_PS_MTA_STS_is_taken_over_only_where_it_is_published()
    {
        var file = Write(
            "psmtasts.csv", $"DomainName;MTA_STS_Policy\ncontoso.com;\"version: STSv1\nmode: enforce\nmx: {Mx}\nmax_age: 1209600\"\n");

        var before = await bench.ImportAsync(file);
        bench.Publisher.Publish("contoso.com", "enforce", Mx);
        var after = await bench.ImportAsync(file);

        Assert.Equal((3, 0), (before.ExitCode, after.ExitCode));
        Assert.Equal([$"contoso.com enforce {Mx} 1209600"], await bench.ListAsync());
    }

    [Fact]
    public async Task A_policy_of_PS_MTA_STS_beside_our_own_columns_is_a_fault() =>
        Assert.Equal(
            "-: MTASTS193 error line 2: a.example: the row has a policy both in MTA_STS_Policy and beside it. Keep one of them: the policy "
            + "in MTA_STS_Policy, or what the other columns say. (docs/import.md)\nFaults: 1. Nothing was written.\n",
            (await Cli.Tool.RunAsync(
                ["import", "-", "--yes", "--database", InFolder("policies.db")], [],
                "Domain;Mode;MTA_STS_Policy\na.example;none;\"version: STSv1\nmode: none\nmax_age: 86400\"\n")).Errors);

    public static TheoryData<string, byte[], string> Others => new()
    {
        { "domains.xlsx", "PK\u0003\u0004....[Content_Types].xml xl/workbook.xml"u8.ToArray(), "error: The file is an Excel workbook." },
        {
            "domains.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            "error: The file is an Office file in the old format, such as .xls."
        },
        { "domains.csv", "<!DOCTYPE html><html><title>Sign in</title>"u8.ToArray(), "error: The file is an HTML page." },
        {
            "domains.csv", Encoding.Unicode.GetBytes("DomainName\r\ncontoso.com\r\n"),
            "error: The file is text in UTF-16 without a byte order mark."
        },
        { "domains.zip", "PK\u0003\u0004 contoso.com.txt"u8.ToArray(), "error: The file is a zip archive." },
        { "domains.csv", [.. "Domain;Customer\r\na.example;M"u8, 0xFC, .. "ller\r\n"u8],
            "error line 2: The byte FC is not UTF-8, but ANSI or another encoding." },
    };

    [Theory, MemberData(nameof(Others))]
    public async Task What_is_no_text_is_called_what_it_is(string name, byte[] bytes, string message)
    {
        await File.WriteAllBytesAsync(InFolder(name), bytes, Token);

        Assert.Equal(
            (3, $"{InFolder(name)}: MTASTS188 {message} Save it as text in UTF-8; Excel calls that 'CSV UTF-8'. (docs/import.md)\n"
                + "Faults: 1. Nothing was written.\n"),
            (await bench.ImportAsync(InFolder(name))).Ending);
    }

    [Theory]
    [InlineData("list.csv", "", "The file is empty.")]
    [InlineData("list.csv", "\r\n# domains follow\r\n", "The file is empty.")]
    [InlineData("list.csv", "Domain;Customer\r\n", "There are names of columns, but no rows below them.")]
    [InlineData("list.json", "[]", "The list of policies is empty.")]
    public async Task An_empty_file_is_an_error(string name, string text, string message)
    {
        var file = Write(name, text);

        Assert.Equal(
            (3, $"{file}: MTASTS191 error: {message} Name a file or a folder that has domains. (docs/import.md)\n"
                + "Faults: 1. Nothing was written.\n"),
            (await bench.ImportAsync(file)).Ending);
    }

    [Fact]
    public async Task Without_a_column_that_is_known_to_have_the_domains_the_columns_are_listed_and_one_can_be_named()
    {
        var file = Write("zones.csv", "Zone;Contact\r\ncontoso.com;\"Ann; or Bob\"\r\n");

        Assert.Equal(
            (3, $"{file}: MTASTS182 error line 1: No column is known to have the domains. The columns are Zone, Contact. Call the column "
                + "with the domains Domain, name it with --column, or write one domain per line. (docs/import.md)\n"
                + "Faults: 1. Nothing was written.\n"),
            (await bench.ImportAsync(file)).Ending);
        Assert.Equal(
            (0, "Left out the column Contact: import does not read it.\nWritten: 1 of 1.\n"),
            (await bench.ImportAsync(file, "--column", "zone")).Ending);
    }

    [Fact]
    public async Task A_column_that_is_nearly_one_of_ours_is_asked_about()
    {
        var file = Write("list.csv", "Domain;Mod;Contact;Costumer\r\ncontoso.com;none;Ann;Contoso\r\n");

        Assert.Equal(
            (0, "Left out the column Mod: import does not read it. Did you mean 'Mode'?\n"
                + "Left out the column Costumer: import does not read it. Did you mean 'Customer'?\n"
                + "Left out the column Contact: import does not read it.\nWritten: 1 of 1.\n"),
            (await bench.ImportAsync(file)).Ending);
    }

    [Theory]
    [InlineData("--column", "is JSON"), InlineData("--group-by", "is JSON")]
    public async Task Columns_of_what_has_none_are_wrong_usage(string option, string what)
    {
        var file = Write("list.json", "[]");

        Assert.Equal(
            (1, $"{file} {what}, which has no columns. --column and --group-by are for CSV.\n"),
            (await bench.ImportAsync(file, option, "Domain")).Ending);
        Assert.Equal(
            (1, $"{Folder} is a folder, which has no columns. --column and --group-by are for CSV.\n"),
            (await bench.ImportAsync(Folder, option, "Domain")).Ending);
    }

    private static string Quote(string line) => string.Join(',', line.Split(',').Select(value => value.Length > 0 ? $"\"{value}\"" : ""));

    private async Task<List<string>> ListWithMxAsync() => await bench.Store.ListAsync(Token)
        .Select(stored => $"{stored.Domain} {string.Join(' ', stored.Policy!.Mx)}").ToListAsync(Token);
}
