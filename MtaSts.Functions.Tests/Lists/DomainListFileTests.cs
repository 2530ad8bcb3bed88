using MtaSts.Cli.Console;
using MtaSts.Cli.Lists;

namespace MtaSts.Functions.Tests.Lists;

/// <summary>The lists of <c>check --file</c> and <c>onboard --file</c>.</summary>
public sealed class DomainListFileTests : TestsWithFolder
{
    [Theory]
    [InlineData("contoso.com\nfabrikam.com\n")]
    [InlineData("\uFEFF# ours\r\n\r\ncontoso.com # main\r\nfabrikam.com;\r\ncontoso.com\r\n")]
    [InlineData("Name;DomainName;Default\r\nContoso;contoso.com;True\r\nFabrikam;fabrikam.com;False\r\n")]
    [InlineData("#TYPE AcceptedDomain\r\n\"Id\",\"IsVerified\"\r\n\"contoso.com\",\"True\"\r\n\"fabrikam.com\",\"True\"\r\n")]
    [InlineData("sep=,\nCustomer,Domain\n\"Contoso,\nLtd\",contoso.com\n,fabrikam.com\n")]
    public async Task A_list_and_CSV_name_the_same_domains(string text)
    {
        var (domains, messages) = await ReadAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(["contoso.com", "fabrikam.com"], domains);
        Assert.Empty(messages);
    }

    [Fact]
    public async Task UTF_16_with_a_mark_is_read() =>
        Assert.Equal(
            ["contoso.com"],
            (await ReadAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("DomainName\r\n----------\r\ncontoso.com\r\n")])).Domains);

    [Fact]
    public async Task What_was_taken_for_a_domain_and_what_has_no_policy_is_named()
    {
        var (domains, messages) = await ReadAsync("ann@contoso.com\ncontoso.onmicrosoft.com\n*.contoso.com\n"u8.ToArray());

        Assert.Equal(["contoso.com"], domains);
        Assert.Equal(
            "ann@contoso.com was taken for contoso.com.\nSkipped contoso.onmicrosoft.com: Microsoft manages the DNS.\n"
            + "Skipped *.contoso.com: a policy is for one domain, not for those below it.\n", messages);
    }

    public static TheoryData<byte[], string> Faults => new()
    {
        { "PK\u0003\u0004 xl/workbook.xml"u8.ToArray(), ": The file is an Excel workbook." },
        { "<html><body>Sign in"u8.ToArray(), ": The file is an HTML page." },
        { "<?xml version='1.0'?>"u8.ToArray(), ": The file is XML." },
        { Encoding.Unicode.GetBytes("contoso.com"), ": The file is text in UTF-16 without a byte order mark." },
        { [.. "a.example\nb"u8, 0xFC, .. ".example\n"u8], ", line 2: The byte FC is not UTF-8, but ANSI or another encoding." },
        { "Zone,Contact\na.example,Ann\n"u8.ToArray(),
            ", line 1: No column is known to have the domains. The columns are Zone, Contact." },
        { "Domain,Contact\na_,\"Ann\nor Bob\"\n\nb_,\n"u8.ToArray(),
            ", line 2: 'a_' is not a domain name: it contains a character other than letters, digits, hyphens and dots.\n"
            + "FILE, line 5: 'b_' is not a domain name: it contains a character other than letters, digits, hyphens and dots." },
        { "Domain,Contact\na.example,\"Ann\n"u8.ToArray(),
            ", line 2: A quote is misplaced or not closed; nothing after this line was read." },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task What_is_wrong_is_said_with_its_line_and_no_domain_is_read(byte[] bytes, string message)
    {
        var fault = await Assert.ThrowsAsync<CommandException>(() => ReadAsync(bytes));

        Assert.Equal(
            $"FILE{message}\nWrite one domain per line. Nothing was done.", fault.Message.Replace(InFolder("list"), "FILE", Ordinal));
        Assert.Equal(ExitCode.Findings, fault.ExitCode);
    }

    [Theory, InlineData(""), InlineData("# none\n"), InlineData("Domain;Customer\n"), InlineData("contoso.onmicrosoft.com\n")]
    public async Task A_file_without_a_domain_is_refused(string text) =>
        Assert.Equal(
            $"{InFolder("list")} names no domain. Write one domain per line.",
            (await Assert.ThrowsAsync<CommandException>(() => ReadAsync(Encoding.UTF8.GetBytes(text)))).Message);

    [Fact]
    public async Task Where_a_store_is_to_change_that_has_a_domain_called_so_itself_a_name_of_another_is_refused()
    {
        var bench = await Import.ImportBench.CreateAsync(InFolder("policies.db"));
        await bench.RunAsync("set", "mta-sts.mta-sts.contoso.com", "--mx", "mail.example.net", "--yes");

        var fault = await Assert.ThrowsAsync<CommandException>(() => ReadAsync("mta-sts.contoso.com\n"u8.ToArray(), bench.Store));

        Assert.Equal(
            "mta-sts.contoso.com is or was hosted here as a domain of its own. Write mta-sts.mta-sts.contoso.com for it, or contoso.com "
            + "for the other. Nothing was changed.", fault.Message);
        Assert.Equal(["fabrikam.com"], (await ReadAsync("mta-sts.fabrikam.com\n"u8.ToArray(), bench.Store)).Domains);
    }

    private async Task<(IEnumerable<string> Domains, string Messages)> ReadAsync(byte[] bytes, IEditablePolicyStore? store = null)
    {
        await File.WriteAllBytesAsync(InFolder("list"), bytes, Token);
        using var messages = new StringWriter();
        var console = Tool.CreateConsole(TextWriter.Null, messages, []);
        var domains = await DomainListFile.ReadAsync(InFolder("list"), console, store, Token);
        return (domains.Select(domain => domain.Ascii), messages.ToString());
    }
}
