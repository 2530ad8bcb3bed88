using MtaSts.Cli.Checks;
using MtaSts.Cli.Pages;

namespace MtaSts.Functions.Tests.Reports;

public sealed class CommonTextTests
{
    [Theory]
    [InlineData("a.example is old.", "a.example is old.")]
    [InlineData("a.example is old.|b.example is old.", "DOMAIN is old.")]
    [InlineData("It changed at 2026-03-01 12:00:00Z.|It changed at 2026-03-01 12:00:00Z.", "It changed at 2026-03-01 12:00:00Z.")]
    [InlineData("It changed at 2026-03-01 12:00:00Z.|It changed at 2026-03-01 12:00:01Z.", "It changed at ….")]
    [InlineData("It expires on 2026-03-01.|It expires on 2026-03-02.", "It expires on ….")]
    [InlineData("The id 'x' is old.|The id 'y' is old.", "The id '…' is old.")]
    [InlineData(
        "Run 'mta-sts publish a.example' for 'x'.|Run 'mta-sts publish b.example' for 'y'.", "Run 'mta-sts publish DOMAIN' for '…'.")]
    [InlineData("Run 'mta-sts rollback a.example --to 1'.|Run 'mta-sts rollback b.example --to 2'.", "Run '…'.")]
    [InlineData("The domain's host 'x' isn't there.|The domain's host 'y' isn't there.", "The domain's host '…' isn't there.")]
    [InlineData("One.|Other.|Other.", "Other.")]
    public void What_differs_is_left_out_and_no_more(string texts, string common) =>
        Assert.Equal(common, CommonText.Find([.. texts.Split('|').Select((text, index) => (Name(index), text))]));

    [Theory]
    [InlineData("Run it.", "Run it.")]
    [InlineData("Run 'mta-sts publish a.example --write'. Then wait.", "Run |[mta-sts publish a.example --write]|. Then wait.")]
    [InlineData("'mta-sts list', or 'x'", "[mta-sts list]|, or 'x'")]
    [InlineData("'mta-sts", "'mta-sts")]
    public void Commands_are_told_from_words(string text, string pieces) => Assert.Equal(
        pieces, string.Join('|', QuotedCommands.Split(text).Select(piece => piece.IsCommand ? $"[{piece.Text}]" : piece.Text)));

    private static DomainName Name(int index) => DomainName.Parse($"{(char)('a' + Math.Min(index, 1))}.example");
}
