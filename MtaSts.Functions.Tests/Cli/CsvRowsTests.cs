using CsCheck;
using MtaSts.Cli.Import;

namespace MtaSts.Functions.Tests.Cli;

public sealed class CsvRowsTests
{
    private static readonly Gen<string> Value = Gen.Char["abc.,\"\n ;'"].Array[0, 8].Select(characters => new string(characters));

    [Fact]
    public void Any_value_is_read_as_it_was_quoted_and_each_row_knows_its_line() => Value.Array[1, 20].Sample(values =>
    {
        var text = "Domain,Mx\n" + string.Concat(
            values.Select((value, i) => $"d{i}.example.com,\"{value.Replace("\"", "\"\"", Ordinal)}\"\n"));

        var rows = Read(text).Rows.Values.ToList();

        Assert.Equal(values.Select(value => value.Trim() is { Length: > 0 } trimmed ? trimmed : null), rows.Select(row => row.Columns.Mx));
        var line = 2;
        Assert.Equal(values.Select(value => (line += 1 + value.Count(c => c == '\n')) - 1 - value.Count(c => c == '\n')), rows.Select(
            row => row.Line));
    });

    [Fact]
    public void Any_text_at_all_gives_rows_or_faults() => Gen.Char["Domain,Mx\"\n\r#TYPE."].Array[0, 200].Sample(characters =>
    {
        var input = Read(new string(characters));

        Assert.True(input.Faults.Total > 0 || input.Rows.Count > 0 || new string(characters).Contains(
            "Domain", StringComparison.OrdinalIgnoreCase));
    });

    [Theory]
    [InlineData("", "MTASTS182", 0)]
    [InlineData("contoso.com\n", "MTASTS182", 1)]
    [InlineData("Domain,Mode,Max_Age\ncontoso.com,,\n", "MTASTS183", 1)]
    [InlineData("Domain,Mode,Mode\ncontoso.com,,\n", "MTASTS183", 1)]
    [InlineData("Domain,Mode\n\ncontoso.com\n", "MTASTS184", 3)]
    [InlineData("Domain,Mode\n\"contoso.com,\n", "MTASTS181", 2)]
    [InlineData("Domain,Mode\r\nconto\"so.com,\r\n", "MTASTS181", 2)]
    [InlineData("Domain\nconto_so.com\n", "MTASTS186", 2)]
    [InlineData("Domain\ncontoso.com\nCONTOSO.com.\n", "MTASTS187", 3)]
    public void Faults_name_their_line(string text, string code, int line)
    {
        var fault = Assert.Single(Read(text).Faults);

        Assert.Equal((code, line), (fault.Finding.Code, fault.Finding.Line));
    }

    [Fact]
    public void Of_very_many_faults_the_first_are_kept_and_all_counted()
    {
        var faults = Read("Domain\n" + string.Concat(Enumerable.Repeat("_\n", 1000))).Faults;

        Assert.Equal((100, 1000), (faults.Count, faults.Total));
    }

    private static ImportInput Read(string text)
    {
        var input = new ImportInput();
        CsvRows.Read("domains.csv", text, input);
        return input;
    }
}
