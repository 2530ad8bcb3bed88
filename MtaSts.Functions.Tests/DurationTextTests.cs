namespace MtaSts.Functions.Tests;

public sealed class DurationTextTests
{
    [Theory, InlineData("0", 0), InlineData("604800", 604800), InlineData("0086400", 86400), InlineData("90s", 90), InlineData("5m", 300)]
    [InlineData("36h", 129600), InlineData("14d", 1209600), InlineData("2w", 1209600), InlineData("9999999999w", 6047999999395200)]
    public void Seconds_minutes_hours_days_and_weeks_are_read(string text, long seconds)
    {
        Assert.True(DurationText.TryParse(text, out var read));
        Assert.Equal(seconds, read);
    }

    [Theory, InlineData(""), InlineData("d"), InlineData("-1"), InlineData("+1"), InlineData("1.5d"), InlineData("14 d"), InlineData("14D")]
    [InlineData("14days"), InlineData("1d12h"), InlineData("5y"), InlineData("12345678901"), InlineData("١d")]
    public void Anything_else_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory, InlineData(0, "0"), InlineData(86400, "1d"), InlineData(1209600, "14d"), InlineData(129600, "36h")]
    [InlineData(31557600, "8766h"), InlineData(31557599, "31557599")]
    public void A_text_says_exactly_as_many_seconds(int seconds, string text)
    {
        Assert.Equal(text, DurationText.Format(seconds));
        Assert.True(DurationText.TryParse(text, out var read));
        Assert.Equal(seconds, read);
    }
}
