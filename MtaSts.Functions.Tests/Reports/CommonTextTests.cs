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
    [InlineData("The response has status 404.|The response has status 404.|The response has status 503.", "The response has status ….")]
    [InlineData(
        "It expires on 2026-03-10: 9 days left.|It expires on 2026-03-10: 9 days left.|It expires on 2026-03-02: 1 day left.",
        "It expires on …: … left.")]
    [InlineData("Held of 1 March until 2 May 2027.|Held of 28 February until 2 May 2027.", "Held of … until 2 May 2027.")]
    [InlineData("Issued for 'x'.|Issued for 'x', 'y'.", "Issued for '…'.")]
    [InlineData("The ids 'x' and 'y'.|The ids 'y' and 'x'.", "The ids '…' and '…'.")]
    [InlineData("Of mta-sts.a.example at fd00::1, not to app1.test.|Of mta-sts.b.example at 10.0.0.1, not to app1.test.",
        "Of mta-sts.DOMAIN at …, not to app1.test.")]
    [InlineData("It has 0f1e2d3c.|It has 9a8b7c6d.", "It has ….")]
    public void What_differs_is_left_out_and_no_more(string texts, string common) =>
        Assert.Equal(common, CommonText.Find([.. texts.Split('|').Select((text, index) => (Name(index), text))]));

    [Theory]
    [InlineData("Add 'x' to the policy.", "Add an mx for the host to the policy.", false)]
    [InlineData("It has no type.", "It has the type 'x'.", false)]
    [InlineData("a.example has the status 404.", "b.example has the status 503.", true)]
    [InlineData("It was refused: a.example. Look there.", "It was refused: x1.test:25. Look there.", false)]
    public void What_differs_in_words_is_not_the_same(string one, string other, bool isSame) => Assert.Equal(
        isSame, CommonText.Generalize(Name(0), one) == CommonText.Generalize(Name(1), other));

    [Theory]
    [InlineData("Run it.", "Run it.")]
    [InlineData("Run 'mta-sts publish a.example --write'. Then wait.", "Run |[mta-sts publish a.example --write]|. Then wait.")]
    [InlineData("'mta-sts list', or 'x'", "[mta-sts list]|, or 'x'")]
    [InlineData("'mta-sts", "'mta-sts")]
    public void Commands_are_told_from_words(string text, string pieces) => Assert.Equal(
        pieces, string.Join('|', QuotedCommands.Split(text).Select(piece => piece.IsCommand ? $"[{piece.Text}]" : piece.Text)));

    private static DomainName Name(int index) => DomainName.Parse($"{(char)('a' + Math.Min(index, 1))}.example");
}
