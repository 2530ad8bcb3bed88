using CsCheck;

namespace MtaSts.Functions.Tests;

public sealed class NearWordTests
{
    private static readonly string[] Names = ["version", "mode", "mx", "max_age"];

    [Theory, InlineData("Mode", "mode"), InlineData("mdoe", "mode"), InlineData("mod", "mode"), InlineData("modes", "mode")]
    [InlineData("MX", "mx"), InlineData("nmx", "mx"), InlineData("mx1", "mx"), InlineData("max-age", "max_age")]
    [InlineData("maxage", "max_age"), InlineData("MaxAge", "max_age"), InlineData("max_aeg", "max_age"), InlineData("max age", "max_age")]
    [InlineData("eversion", "version"), InlineData("Verison", "version"), InlineData("vers", "version"), InlineData("max", "max_age")]
    public void A_word_that_is_near_to_a_known_one_is_taken_for_it(string word, string meant) =>
        Assert.Equal(meant, NearWord.Find(word, Names));

    [Theory, InlineData(""), InlineData("my"), InlineData("m"), InlineData("x"), InlineData("mxhosts"), InlineData("policy")]
    [InlineData("id"), InlineData("xm"), InlineData("mox"), InlineData("versionversionversionversionversion")]
    public void Another_word_is_taken_for_none(string word) => Assert.Null(NearWord.Find(word, Names));

    [Fact]
    public void The_nearest_of_several_is_meant() => Assert.Equal("testing", NearWord.Find("testin", ["tasting", "testing"]));

    [Fact]
    public void A_suggestion_is_a_sentence_that_follows_another()
    {
        Assert.Equal(" Did you mean 'mode'?", NearWord.Suggest("Mode", Names));
        Assert.Equal("", NearWord.Suggest("policy", Names));
    }

    [Fact]
    public void Every_known_word_means_itself_and_nothing_fails() => Gen.String.Sample(text =>
    {
        Assert.True(NearWord.Find(text, Names) is null or "version" or "mode" or "mx" or "max_age");
        Assert.All(Names, name => Assert.Equal(name, NearWord.Find(name, Names)));
    });
}
