using Microsoft.Extensions.Configuration;
using MtaSts.Serving.Settings;

namespace MtaSts.Functions.Tests.Serving;

public sealed class SettingsTests
{
    private const string Shape = "([days.]hours:minutes:seconds).";
    private const string NoDuration = "which is not a duration. Write [days.]hours:minutes:seconds, such as 00:05:00.";
    private const string NoNumber = "which is not a whole number. Write one such as 10000.";

    [Fact]
    public void The_defaults_are_those_of_the_settings_table()
    {
        var options = Read();

        Assert.Equal(TimeSpan.FromMinutes(1), options.RefreshAfter);
        Assert.Equal(TimeSpan.FromMinutes(1), options.ForgetUnknownAfter);
        Assert.Equal(TimeSpan.FromDays(30), options.KeepStaleFor);
        Assert.Equal(10_000, options.MaxCachedDomains);
        Assert.Equal(TimeSpan.FromSeconds(3), options.StoreTimeout);
        Assert.False(options.TrustForwardedHost);
        Assert.Null(options.ReadDefault());
    }

    [Fact]
    public void Settings_are_read_as_the_settings_table_writes_them_in_any_case()
    {
        var options = Read(("keepstalefor", "7.00:00:00"), ("TrustForwardedHost", "True"), ("MaxCachedDomains", "5"));

        Assert.Equal((TimeSpan.FromDays(7), true, 5), (options.KeepStaleFor, options.TrustForwardedHost, options.MaxCachedDomains));
    }

    [Theory, InlineData("RefreshAfter", "5m", "MtaSts:RefreshAfter is '5m', " + NoDuration)]
    [InlineData("StoreTimeout", "", "MtaSts:StoreTimeout is '', " + NoDuration)]
    [InlineData("MaxCachedDomains", "abc", "MtaSts:MaxCachedDomains is 'abc', " + NoNumber)]
    [InlineData("MaxCachedDomains", "99999999999", "MtaSts:MaxCachedDomains is '99999999999', " + NoNumber)]
    [InlineData("TrustForwardedHost", "yes", "MtaSts:TrustForwardedHost is 'yes', which is neither true nor false. Write one of these.")]
    [InlineData(
        "RefreshAfter", "00:00:00", "MtaSts:RefreshAfter is 00:00:00, which is out of range. Write 00:00:01 to 1.00:00:00 " + Shape)]
    [InlineData(
        "RefreshAfter", "-00:05:00", "MtaSts:RefreshAfter is -00:05:00, which is out of range. Write 00:00:01 to 1.00:00:00 " + Shape)]
    [InlineData(
        "ForgetUnknownAfter", "00:00:00.5",
        "MtaSts:ForgetUnknownAfter is 00:00:00.5000000, which is out of range. Write 00:00:01 to 1.00:00:00 " + Shape)]
    [InlineData(
        "KeepStaleFor", "00:00:59", "MtaSts:KeepStaleFor is 00:00:59, which is out of range. Write 00:01:00 to 366.00:00:00 " + Shape)]
    [InlineData(
        "StoreTimeout", "3", "MtaSts:StoreTimeout is 3.00:00:00, which is out of range. Write 00:00:00.1000000 to 00:01:00 " + Shape)]
    [InlineData("MaxCachedDomains", "0", "MtaSts:MaxCachedDomains is 0, which is out of range. Write 1 to 1000000.")]
    public void A_setting_that_cannot_be_used_is_refused_with_what_to_write(string setting, string value, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => Read((setting, value))).Message);

    [Fact]
    public void The_faults_of_a_default_template_are_told_with_the_others()
    {
        var exception = Assert.Throws<SettingsException>(
            () => Read(("DefaultTemplate", "exchange"), ("DefaultMode", "on"), ("DefaultDomains", "com"), ("MaxCachedDomains", "0")));

        Assert.Equal(
            ["MtaSts:DefaultMode", "MtaSts:DefaultDomains", "MtaSts:MaxCachedDomains"],
            exception.Message.Split('\n').Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData(
        "", "Warning: MtaSts:DefaultTemplate is exchange: any domain without a row gets this policy, in mode testing. So anyone who points "
        + "a name mta-sts.<domain> here gets it. Name your domains in MtaSts:DefaultDomains to narrow it.")]
    [InlineData(
        "contoso.com fabrikam.com", "Information: MtaSts:DefaultTemplate is exchange: every domain at or below contoso.com, fabrikam.com "
        + "without a row gets this policy, in mode testing. So anyone who points such a name mta-sts.<domain> here gets it.")]
    public async Task What_a_default_template_means_is_logged_once_with_the_first_request(string domains, string line)
    {
        using var serving = new ServingSetup(
            new FakeStore(), null, null, ("PolicyDatabase", "x"), ("DefaultTemplate", "exchange"), ("DefaultDomains", domains));

        await serving.Handler.GetHealthAsync();
        await serving.Handler.GetHealthAsync();

        Assert.Equal([line], serving.Log.Lines);
    }

    [Theory, InlineData("5m", "abc"), InlineData("00:00:00", "-1")]
    public void All_faults_are_told_at_once(string refreshAfter, string maxCachedDomains)
    {
        var exception = Assert.Throws<SettingsException>(
            () => Read(("RefreshAfter", refreshAfter), ("MaxCachedDomains", maxCachedDomains)));

        Assert.Equal(2, exception.Message.Split('\n').Length);
    }

    [Fact]
    public async Task A_setting_that_is_unknown_is_warned_about_by_name_with_the_first_request()
    {
        using var serving = new ServingSetup(new FakeStore(), null, null, ("RefreshAftr", "00:05:00"));
        Assert.Empty(serving.Log.Lines);

        await serving.AskAsync("mta-sts.example.com");
        await serving.AskAsync("mta-sts.example.com");

        Assert.Equal(["Warning: MtaSts:RefreshAftr is not a setting and has no effect. Check its spelling."], serving.Log.Lines);
    }

    private static MtaStsOptions Read(params (string Setting, string Value)[] settings) => SettingsReader.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"MtaSts:{setting.Setting}", (string?)setting.Value)))
        .Build());
}
