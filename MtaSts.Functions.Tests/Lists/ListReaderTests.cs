using CsCheck;
using MtaSts.Cli.Lists;

namespace MtaSts.Functions.Tests.Lists;

public sealed class ListReaderTests
{
    private static readonly Gen<string> Value = Gen.Char["abc.,;\t\"\n\r #'="].Array[0, 8].Select(characters => new string(characters));

    // What stands between rows, and is no row.
    private static readonly Gen<string> Between = Gen.OneOf("", "", "", "\n", "# a comment, \"with a quote\n", " \n", ";;\n");

    private static readonly Gen<string> Any =
        Gen.Char["Domain;sep=,Mx\"\n\r\t#TYPE. @|-\0\uFEFF"].Array[0, 200].Select(characters => new string(characters));

    private static readonly Gen<string> Start = Gen.OneOf(
        Gen.Const(""), Gen.OneOf(Gen.Char, Gen.Char[" \"#,;\t|:='\r\\"]).Select(character => $"sep={character}\n"));

    [Theory]
    [InlineData("Domain,Customer\ncontoso.com,Contoso\n")]
    [InlineData("Domain;Customer\ncontoso.com;Contoso\n")]
    [InlineData("Domain\tCustomer\r\ncontoso.com\tContoso\r\n")]
    [InlineData("Domain\tCustomer\rcontoso.com\tContoso")]
    [InlineData("sep=;\nDomain;Customer\ncontoso.com;Contoso\n")]
    [InlineData("\"sep=|\"\r\n\r\nDomain|Customer\r\ncontoso.com|Contoso\r\n")]
    [InlineData("SEP=,\n\"Domain\",\"Customer\"\n\"contoso.com\",\"Contoso\"\n")]
    [InlineData("sep=\t\nDomain\tCustomer\ncontoso.com\tContoso\n")]
    [InlineData("#TYPE Deserialized.AcceptedDomain\r\n\"Domain\";\"Customer\"\r\n\"contoso.com\";\"Contoso\"\r\n")]
    [InlineData("# of 2026, by Ann;\n\n;;\nDomain;Customer\n\n# none, yet\ncontoso.com;Contoso;;\n;;;\n")]
    [InlineData("Domain ;  Customer\n contoso.com;Contoso ")]
    public void Separators_and_what_stands_around_the_rows_are_recognised_by_content(string text)
    {
        var table = Read(text);

        Assert.Equal(["Domain", "Customer"], table.Names);
        Assert.Equal(["contoso.com", "Contoso"], Assert.Single(table.Rows).Values.Select(value => value.Trim()));
    }

    [Theory]
    [InlineData("\"Customer, Inc\",\"a;b;c;d\",Domain\n\"Contoso, Ltd\",x,contoso.com\n", "Customer, Inc|a;b;c;d|Domain")]
    [InlineData("Domain;\"Last, first, middle, and more\"\ncontoso.com;\"x,y\"\n", "Domain|Last, first, middle, and more")]
    [InlineData("#;Domain\n1;contoso.com\n", "#|Domain")]
    [InlineData("\"a\nb\";Domain\n1;contoso.com\n", "a\nb|Domain")]
    public void The_line_of_names_decides_and_what_is_quoted_in_it_does_not_count(string text, string names) =>
        Assert.Equal(names, string.Join('|', Read(text).Names));

    [Theory]
    [InlineData("contoso.com\nfabrikam.com\n")]
    [InlineData("contoso.com\r\nfabrikam.com")]
    [InlineData("contoso.com\rfabrikam.com\r")]
    [InlineData("# ours, and theirs\n\n  contoso.com  # ours, main\n\n# off.example\nfabrikam.com\n")]
    [InlineData("\"contoso.com\"\n\"fabrikam.com\",\n")]
    [InlineData("contoso.com;\nfabrikam.com;;\n")]
    [InlineData("DomainName\n----------\ncontoso.com\nfabrikam.com\n")]
    [InlineData("Domain.Name\ncontoso.com\nfabrikam.com\n")]
    [InlineData("\"domain.name\"\ncontoso.com\nfabrikam.com\n")]
    [InlineData("Domain name\ncontoso.com\n# off.example\nfabrikam.com\n")]
    public void One_domain_a_line_is_a_list_with_or_without_a_name_above(string text) =>
        Assert.Equal(["contoso.com", "fabrikam.com"], Read(text).Rows.Select(row => Assert.Single(row.Values).Trim()));

    [Theory]
    [InlineData("sep= \nDomain Mode\ncontoso.com none\n", 1)]
    [InlineData("sep=\"\nDomain;Mode\n", 1)]
    [InlineData("\n\"sep=#\"\r\nDomain;Mode\r\n", 2)]
    [InlineData("sep=\ncontoso.com\n", 1)]
    [InlineData("sep=;\nSEP=\0\nDomain;Mode\n", 2)]
    public void A_separator_that_is_none_is_refused_with_its_line(string text, int line)
    {
        var faults = new List<string>();

        Assert.Null(ListReader.Read(text, (rule, line, message) => faults.Add($"{rule.Code} line {line}: {message}")));
        Assert.Equal(
            [$"MTASTS181 line {line}: The line sep= names no separator. Write , ; | : or a tab after it, or leave it out."], faults);
    }

    [Fact]
    public void Rows_know_their_line_and_values_the_line_where_they_begin()
    {
        var table = Read(
            "#TYPE x\r\n\r\nDomain;Policy;Customer\r\n# one\r\na.example;\"1\r\n2\r\n3\";A\r\n\r\n"
            + "b.example;;\"B\r\nB\"\r\nc.example;;");

        Assert.Equal(3, table.NamesLine);
        Assert.Equal([5, 9, 11], table.Rows.Select(row => row.Line));
        Assert.Equal([5, 5, 7], Enumerable.Range(0, 3).Select(table.Rows[0].FindLine));
    }

    [Fact]
    public void Any_value_is_read_as_it_was_quoted_and_each_row_knows_its_line() =>
        Gen.Select(Gen.OneOf(",", ";", "\t"), Gen.OneOf("\n", "\r\n"), Gen.Select(Value, Between).Array[1, 20]).Sample(
            (separator, end, rows) =>
        {
            var text = $"Domain{separator}Mx{end}";
            var lines = new List<int>();
            foreach (var (value, between) in rows)
            {
                text += between.Replace(";", separator, Ordinal);
                lines.Add(1 + ListRow.CountLineEnds(text));
                text += $"d{lines.Count}.example.com{separator}\"{value.Replace("\"", "\"\"", Ordinal)}\"{end}";
            }

            var table = Read(text);

            Assert.Equal(rows.Select(row => row.Item1), table.Rows.Select(row => row.Values[1]));
            Assert.Equal(lines, table.Rows.Select(row => row.Line));
        });

    [Fact]
    public void Any_text_at_all_gives_rows_or_what_is_wrong_with_a_line_of_it() =>
        Gen.Select(Start, Any).Select(parts => parts.Item1 + parts.Item2).Sample(text =>
        {
            var faults = new List<(string Code, int Line)>();

            var table = ListReader.Read(text, (rule, line, message) => faults.Add((rule.Code, line)));

            Assert.True(table is not null || faults.Count > 0);
            Assert.All(faults, fault => Assert.InRange(fault.Line, 0, 1 + ListRow.CountLineEnds(text)));
            Assert.All(table?.Rows ?? [], row => Assert.Equal(table!.Names.Length, row.Values.Length));
            Assert.Equal(table?.Rows.Select(row => row.Line).Order().Distinct() ?? [], table?.Rows.Select(row => row.Line) ?? []);
        });

    private static ListTable Read(string text) =>
        ListReader.Read(text, (rule, line, message) => Assert.Fail($"{rule.Code} line {line}: {message}"))!;
}
