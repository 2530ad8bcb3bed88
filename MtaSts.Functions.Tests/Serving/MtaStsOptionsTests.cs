using Microsoft.Extensions.Options;

namespace MtaSts.Functions.Tests.Serving;

public sealed class MtaStsOptionsTests
{
    [Fact]
    public void The_defaults_are_those_of_the_settings_table()
    {
        var options = Read();

        Assert.Equal("policies", options.PolicyTable);
        Assert.Null(options.PolicyDirectory);
        Assert.Equal(TimeSpan.FromMinutes(5), options.RefreshAfter);
        Assert.Equal(TimeSpan.FromMinutes(1), options.ForgetUnknownAfter);
        Assert.Equal(TimeSpan.FromDays(30), options.KeepStaleFor);
        Assert.Equal(10_000, options.MaxCachedDomains);
        Assert.Equal(TimeSpan.FromSeconds(3), options.StoreTimeout);
        Assert.False(options.TrustForwardedHost);
    }

    [Fact]
    public void Settings_are_read_as_the_settings_table_writes_them() =>
        Assert.Equal(TimeSpan.FromDays(7), Read(("KeepStaleFor", "7.00:00:00")).KeepStaleFor);

    [Theory]
    [InlineData("PolicyTable", "my-table", "MtaSts:PolicyTable is 'my-table'; write 3 to 63 letters and digits, beginning with a letter.")]
    [InlineData("PolicyTable", "policies\n", "MtaSts:PolicyTable is 'policies\n'; write 3 to 63 letters and digits, beginning with a letter.")]
    [InlineData("PolicyDirectory", " ", "MtaSts:PolicyDirectory is blank; write the path of a folder, or remove the setting.")]
    [InlineData("RefreshAfter", "00:00:00", "MtaSts:RefreshAfter is 00:00:00; write 00:00:01 to 1.00:00:00 (days.hours:minutes:seconds).")]
    [InlineData("RefreshAfter", "-00:05:00", "MtaSts:RefreshAfter is -00:05:00; write 00:00:01 to 1.00:00:00 (days.hours:minutes:seconds).")]
    [InlineData("ForgetUnknownAfter", "00:00:00.5", "MtaSts:ForgetUnknownAfter is 00:00:00.5000000; write 00:00:01 to 1.00:00:00 (days.hours:minutes:seconds).")]
    [InlineData("KeepStaleFor", "00:04:59", "MtaSts:KeepStaleFor is 00:04:59; write 00:05:00 to 366.00:00:00 (days.hours:minutes:seconds).")]
    [InlineData("StoreTimeout", "3", "MtaSts:StoreTimeout is 3.00:00:00; write 00:00:00.1000000 to 00:01:00 (days.hours:minutes:seconds).")]
    [InlineData("MaxCachedDomains", "0", "MtaSts:MaxCachedDomains is 0; write 1 to 1000000.")]
    public void A_setting_that_cannot_be_kept_is_refused_with_what_to_write(string setting, string value, string message)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read((setting, value)));

        Assert.Equal([message], exception.Failures);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(("RefreshAfter", "00:00:00"), ("MaxCachedDomains", "-1")));

        Assert.Equal(2, exception.Failures.Count());
    }

    [Fact]
    public void A_value_of_another_kind_is_refused_with_the_settings_name()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Read(("MaxCachedDomains", "many")));

        Assert.Contains("MtaSts:MaxCachedDomains", exception.Message, StringComparison.Ordinal);
    }

    private static MtaStsOptions Read(params (string, string)[] settings)
    {
        using var serving = new ServingSetup(new FakeStore(), null, null, settings);
        return serving.Get<IOptions<MtaStsOptions>>().Value;
    }
}
