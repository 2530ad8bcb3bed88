using CsCheck;
using MtaSts.Cli.Import;

namespace MtaSts.Functions.Tests.Cli;

public sealed class CsvRowsTests
{
    [Fact]
    public void Any_text_at_all_gives_domains_or_faults() =>
        Gen.OneOf(
            Gen.Char["Domain,Mx\"\n\r#TYPE."].Array[0, 200].Select(characters => new string(characters)),
            Gen.OneOf(
                "Domain", "Name", "Mx", "MTA_STS_Policy", ",", ";", "\n", "\r\n", "\"", "sep=;", "a.example", "b.onmicrosoft.com", "#",
                "version: STSv1\nmode: testing\nmx: a.example\nmax_age: 1", "ERROR: ", "\0", "*").Array[0, 30].Select(string.Concat))
        .Sample(text =>
        {
            var input = Read(text);

            Assert.True(input.Faults.Total > 0 || input.Rows.Count > 0 || input.Skipped.Count > 0);
            Assert.All(input.Faults, fault => Assert.InRange(fault.Finding.Line, 0, 1 + text.Count(c => c is '\n' or '\r')));
        });

    [Theory]
    [InlineData("", "MTASTS191", 0, "The file is empty.")]
    [InlineData("# nothing\n\n", "MTASTS191", 0, "The file is empty.")]
    [InlineData("Domain,Mode\n", "MTASTS191", 0, "There are names of columns, but no rows below them.")]
    [InlineData("Foo,Bar\nx,y\n", "MTASTS182", 1, "No column is known to have the domains. The columns are Foo, Bar.")]
    [InlineData("contoso\nfabrikam\n", "MTASTS182", 1, "No column is known to have the domains. The columns are contoso.")]
    [InlineData("contoso.com;Contoso\nfabrikam.com;F\n", "MTASTS182", 1,
        "The first line has values, such as 'contoso.com', and not the names of the columns.")]
    [InlineData("\nName       DomainName  Default\n----       ----------  -------\nx  contoso.com True\n", "MTASTS182", 2,
        "This is a table as PowerShell shows it. Write the file with Export-Csv.")]
    [InlineData("Name,Id\nContoso,1\nFabrikam,2\n", "MTASTS182", 1, "No column is known to have the domains. The columns are Name, Id.")]
    [InlineData("Domain,Mode,Mode\ncontoso.com,,\n", "MTASTS183", 1, "The column Mode appears twice.")]
    [InlineData("Domain,Max_Age,MaxAge\ncontoso.com,,\n", "MTASTS183", 1, "The column Max_Age appears twice.")]
    [InlineData("domain;Domain\ncontoso.com;\n", "MTASTS183", 1, "The column domain appears twice.")]
    [InlineData("Domain,Mode\n\ncontoso.com\n", "MTASTS184", 3, "There are 1 values for 2 columns.")]
    [InlineData("Domain;Mode\ncontoso.com;testing;a.example\n", "MTASTS184", 2, "There are 3 values for 2 columns.")]
    [InlineData("Domain,Mode\n\"contoso.com,\n", "MTASTS181", 2, "A quote is misplaced or not closed; nothing after this line was read.")]
    [InlineData("Domain,Mode\r\nconto\"so.com,\r\n", "MTASTS181", 2,
        "A quote is misplaced or not closed; nothing after this line was read.")]
    [InlineData("Domain\ncontoso.com\nconto_so.com\n", "MTASTS186", 3,
        "'conto_so.com' is not a domain name: it contains a character other than letters, digits, hyphens and dots.")]
    [InlineData("conto_so.com\n", "MTASTS186", 1,
        "'conto_so.com' is not a domain name: it contains a character other than letters, digits, hyphens and dots.")]
    [InlineData("Domain\ncontoso.com\nCONTOSO.com.\n", "MTASTS187", 3, "The domain contoso.com is already in line 2.")]
    [InlineData("Domain,Customer\ncontoso.com,\"Con\ntoso\"\n", "MTASTS192", 2, "The customer 'Con\uFFFDtoso' cannot be kept.")]
    [InlineData("Domain,Customer\ncontoso.com,\"=cmd|'/C x'!A1\"\n", "MTASTS192", 2, "The customer '=cmd|'/C x'!A1' cannot be kept.")]
    [InlineData("Domain,HeldUntil\n\ncontoso.com,tomorrow\n", "MTASTS190", 3,
        "The time until when policies are held is 'tomorrow', which is not a time.")]
    public void Faults_name_their_line_and_what_is_wrong(string text, string code, int line, string message)
    {
        var fault = Assert.Single(Read(text).Faults);

        Assert.Equal((code, line, message), (fault.Finding.Code, fault.Finding.Line, fault.Finding.Message));
    }

    [Theory]
    [InlineData("Domain,Name\na.example,x.example\n", "Name")]
    [InlineData("Name,DomainName,Id\nx.example,a.example,y.example\n", "Name Id")]
    [InlineData("Name;Domain name\nContoso;a.example\n", "Name")]
    [InlineData("Id,domain_name\n1,a.example\n", "Id")]
    [InlineData("Id,Name,IsVerified\n1,a.example,True\n", "Id IsVerified")]
    [InlineData("Id,Name\na.example,Contoso\n", "Name")]
    [InlineData("Id\na.example\n", "")]
    public void The_column_of_the_domains_is_found_by_its_name_or_by_what_it_holds(string text, string leftOut)
    {
        var input = Read(text);

        Assert.Empty(input.Faults);
        Assert.Equal("a.example", Assert.Single(input.Rows).Key.Ascii);
        Assert.Equal(leftOut, string.Join(' ', input.LeftOutColumns));
    }

    [Fact]
    public void A_column_that_mostly_holds_domains_is_theirs_and_the_rest_of_it_is_at_fault() =>
        Assert.Equal(
            "line 4: 'c_' is not a domain name: it contains a character other than letters, digits, hyphens and dots.",
            Assert.Single(Read("Name\na.example\nb.example\nc_\n").Faults.Select(
                fault => $"line {fault.Finding.Line}: {fault.Finding.Message}")));

    [Fact]
    public void A_column_can_be_named_and_one_that_is_not_there_is_a_fault_that_lists_those_that_are()
    {
        const string Text = "Zone;Domain;Tenant\na.example;x;Contoso\n";

        var input = Read(Text, new ColumnChoice("zone", "TENANT"));
        var missing = Read(Text, new ColumnChoice("Zones", null));

        Assert.Equal(("a.example", "Contoso"), (input.Rows.Single().Key.Ascii, input.Rows.Single().Value.Customer));
        Assert.Equal(["Domain"], input.LeftOutColumns);
        Assert.Equal(
            "There is no column 'Zones'. The columns are Zone, Domain, Tenant.", Assert.Single(missing.Faults).Finding.Message);
        Assert.Equal(
            "There is no column 'Customer'. The file is a list of domains, without names of columns.",
            Assert.Single(Read("a.example\n", new ColumnChoice(null, "Customer")).Faults).Finding.Message);
    }

    [Fact]
    public void Names_of_columns_and_rows_of_any_length_stay_short_in_messages()
    {
        var names = Enumerable.Range(0, 500).Select(i => $"{new string('x', 500)}{i}");

        var message = Assert.Single(Read($"{string.Join(';', names)}\n").Faults).Finding.Message;

        Assert.InRange(message.Length, 100, 800);
        Assert.EndsWith("… and 490 more.", message, Ordinal);
    }

    [Fact]
    public void Of_very_many_faults_the_first_are_kept_and_all_counted()
    {
        var faults = Read("Domain\n" + string.Concat(Enumerable.Repeat("_\n", 1000))).Faults;

        Assert.Equal((100, 1000), (faults.Count, faults.Total));
    }

    private static ImportInput Read(string text, ColumnChoice? columns = null)
    {
        var input = new ImportInput();
        CsvRows.Read("domains.csv", text, columns ?? new ColumnChoice(null, null), input);
        return input;
    }
}
