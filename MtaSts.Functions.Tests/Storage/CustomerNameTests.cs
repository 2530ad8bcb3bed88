namespace MtaSts.Functions.Tests.Storage;

public sealed class CustomerNameTests
{
    [Theory]
    [InlineData("Contoso", "Contoso")]
    [InlineData("  Müller & Söhne; \"Nord\" ", "Müller & Söhne; \"Nord\"")]
    [InlineData("7=8", "7=8")]
    public void A_name_is_taken_without_the_space_around_it(string text, string name)
    {
        Assert.True(CustomerName.TryParse(text, out var taken));
        Assert.Equal(name, taken);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData(" \t")]
    [InlineData("two\nlines"), InlineData("\u001b[2J"), InlineData("right\u202eleft")]
    [InlineData("=cmd|'/C calc'!A1"), InlineData(" +1"), InlineData("-1"), InlineData("@SUM(1)")]
    public void What_is_no_line_of_text_or_a_formula_to_a_spreadsheet_is_refused(string? text) =>
        Assert.False(CustomerName.TryParse(text, out _));

    [Theory, InlineData(120, true), InlineData(121, false)]
    public void It_has_120_characters_at_most(int length, bool isName) =>
        Assert.Equal(isName, CustomerName.TryParse(new string('x', length), out _));

    [Theory, InlineData("=1+1", "1+1"), InlineData("+-@=Contoso", "Contoso"), InlineData("Con\ntoso", "Con\uFFFDtoso")]
    public void What_somebody_wrote_into_the_row_is_made_harmless(string text, string name) =>
        Assert.Equal(name, CustomerName.Read(new Row("a.example", "about", new Dictionary<string, object> { ["Customer"] = text })));
}
