using MtaSts.Cli.Console;

namespace MtaSts.Functions.Tests.Cli;

public sealed class WordsTests
{
    [Theory]
    [InlineData("-1.00:00:00", "1 minute")]
    [InlineData("00:00:01", "1 minute")]
    [InlineData("00:58:01", "59 minutes")]
    [InlineData("00:59:01", "1 hour")]
    [InlineData("01:00:01", "1 hour and 1 minute")]
    [InlineData("23:59:01", "1 day")]
    [InlineData("1.00:00:01", "1 day and 1 hour")]
    [InlineData("13.04:00:00", "13 days and 4 hours")]
    [InlineData("13.23:00:01", "14 days")]
    public void A_duration_is_said_in_two_units_and_never_too_short(string time, string text) =>
        Assert.Equal(text, Words.Format(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));
}
