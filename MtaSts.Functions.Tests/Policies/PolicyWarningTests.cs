using static MtaSts.Functions.Tests.Policies.PolicyText;

namespace MtaSts.Functions.Tests.Policies;

/// <summary>
/// What is valid, but real senders stumble on. Each row has a text that raises the warning and, next to it, one that does not.
/// </summary>
public sealed class PolicyWarningTests
{
    private const string Enforced = VersionLine + "mode: enforce\n" + MxLine;
    private const string Tested = VersionLine + ModeLine + MxLine;
    private const string Retired = VersionLine + "mode: none\n";

    public static TheoryData<string, string, string, string> Pairs { get; } = new()
    {
        { "MTASTS151", WithLength(10_001), WithLength(10_000), "one sender cuts at 10,240 bytes" },
        { "MTASTS152", Whole + "x: y\n", Whole, "an unknown field" },
        { "MTASTS162", Whole + "Mode: testing\n", Whole + "mode: testing\n", "a known field in another case" },
        { "MTASTS162", Whole + "max-age: 1209600\n", Whole + "max_age: 1209600\n", "a hyphen for the underscore" },
        { "MTASTS153", Whole + "version: STSv1\n", Whole, "version twice" },
        { "MTASTS153", Whole + "mode: enforce\n", Whole, "mode twice" },
        { "MTASTS153", Whole + "max_age: 5\n", Whole, "max_age twice" },
        { "MTASTS153", Whole + "mode: bogus\n", Whole + "mx: *.example.net\n", "a bad second mode, and a second mx" },
        { "MTASTS154", Tested + "max_age: 0", Tested + "max_age: 86400", "a life of 0 seconds" },
        { "MTASTS155", Tested + "max_age: 86399", Tested + "max_age: 86400", "a second under a day" },
        { "MTASTS155", Tested + "max_age: 1", Tested + "max_age: 0", "one second, and none" },
        { "MTASTS155", Enforced + "max_age: 86399", Enforced + "max_age: 86400", "a second under a day, in enforce" },
        { "MTASTS156", Tested + "max_age: 31557600", Tested + "max_age: 31557599", "the most" },
        { "MTASTS156", Enforced + "max_age: 31557600", Enforced + "max_age: 31557599", "the most, in enforce" },
        { "MTASTS157", Enforced + "max_age: 1209599", Enforced + "max_age: 1209600", "a second under two weeks, in enforce" },
        { "MTASTS157", Enforced + "max_age: 86400", Tested + "max_age: 86400", "a day in enforce, and in testing" },
        { "MTASTS157", Enforced + "max_age: 86400", Retired + MxLine + "max_age: 86400", "a day in enforce, and in none" },
        { "MTASTS158", Retired + MaxAgeLine, Retired + MxLine + MaxAgeLine, "mode none without mx" },
        {
            "MTASTS159", Whole + "mx: mail.protection.outlook.com\n", Whole + "mx: *.mail.protection.outlook.com\n",
            "no tenant has the bare name"
        },
        {
            "MTASTS159", Whole + "mx: Mail.Protection.Outlook.com\n", Whole + "mx: contoso-com.mail.protection.outlook.com\n",
            "the bare name in capitals"
        },
        {
            "MTASTS159", Whole + "mx: mail.protection.office365.us\n", Whole + "mx: *.mail.protection.office365.us\n",
            "the bare name in the cloud of the US government"
        },
        {
            "MTASTS159", Whole + "mx: *.protection.outlook.com\n", Whole + "mx: *.mail.eo.outlook.com\n",
            "a wildcard that is a label short"
        },
        { "MTASTS159", Whole + "mx: *.outlook.com\n", Whole + "mx: *.com\n", "a wildcard that is two labels short" },
        { "MTASTS159", Whole + "mx: protection.outlook.com\n", Whole + "mx: protection.example.com\n", "a bare name above" },
        { "MTASTS159", Whole + "mx: *.partner.outlook.cn\n", Whole + "mx: *.example.cn\n", "a wildcard above, in the cloud of China" },
        {
            "MTASTS160", Whole + "mx: *.mx.microsoft\n", Whole + "mx: *.a-v1.mx.microsoft\n",
            "a wildcard covers one label, and there are two"
        },
        { "MTASTS160", Whole + "mx: *.MX.Microsoft\n", Whole + "mx: contoso-com.a-v1.mx.microsoft\n", "the wildcard in capitals" },
        { "MTASTS160", Whole + "mx: mx.microsoft\n", Whole + "mx: mx.example\n", "the bare name" },
        { "MTASTS160", Whole + "mx: a-v1.mx.microsoft\n", Whole + "mx: a-v1.mx.example\n", "the bare name of a group" },
        { "MTASTS161", Whole + MxLine, Whole + "mx: mail.example.net\n", "the same mx twice" },
        { "MTASTS161", Whole + "mx: MAIL.example.com\n", Whole + "mx: mail2.example.com\n", "the same mx in another case" },
        {
            "MTASTS161", Whole + "mx: *.a.example\nmx: *.a.example\n", Whole + "mx: *.a.example\nmx: a.example\n", "the same wildcard twice"
        },
    };

    public static TheoryData<string, string> Clean { get; } = new()
    {
        { Whole, "testing, two weeks" },
        { Enforced + MaxAgeLine, "enforce, two weeks" },
        { Enforced + "mx: *.example.net\nmax_age: 31557599\n", "enforce, the longest safe life" },
        { Retired + MxLine + "max_age: 86400\n", "none, with its mx, a day" },
        { Tested + "max_age: 86400\n", "testing, a day" },
        { Tested + "max_age: 0001209600\n", "leading zeros" },
        { "version: STSv1\r\nmode: enforce\r\nmx: *.mail.protection.outlook.com\r\nmax_age: 1209600\r\n", "Exchange Online" },
        { "version: STSv1\r\nmode: enforce\r\nmx: *.a-v1.mx.microsoft\r\nmax_age: 1209600\r\n", "Exchange Online with DANE" },
        { "version: STSv1\r\nmode: enforce\r\nmx: aspmx.l.google.com\r\nmx: *.aspmx.l.google.com\r\nmax_age: 1209600\r\n", "Google" },
        { VersionLine + ModeLine + "mx: MAIL.EXAMPLE.COM\n" + MaxAgeLine, "a host name in capitals" },
    };

    [Theory, MemberData(nameof(Pairs))]
    public void What_senders_stumble_on_is_valid_with_a_warning(string code, string with, string without, string reason)
    {
        var reading = Parse(with);

        Assert.True(reading.IsValid, $"{reason}: {GetErrors(reading)}");
        Assert.Contains(reading.Findings, finding => finding.Code == code && finding.Severity == Severity.Warning);
        Assert.NotEqual(with, without);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void What_stands_next_to_it_does_not_raise_it(string code, string with, string without, string reason)
    {
        var reading = Parse(without);

        Assert.True(reading.IsValid, $"{reason}: {GetErrors(reading)}");
        Assert.DoesNotContain(reading.Findings, finding => finding.Code == code);
        Assert.NotEqual(with, without);
    }

    [Theory, MemberData(nameof(Clean))]
    public void A_policy_as_it_should_be_has_no_finding(string text, string reason)
    {
        var reading = Parse(text);

        Assert.True(reading.IsValid && reading.Findings.Count == 0, $"{reason}: {string.Join(' ', reading.Findings)}");
    }

    [Fact]
    public void A_life_of_0_raises_no_second_warning_for_being_short() =>
        Assert.Equal("MTASTS154", GetWarnings(Parse(Enforced + "max_age: 0\n")));

    [Fact]
    public void Every_repetition_is_told() =>
        Assert.Equal("MTASTS153 MTASTS153 MTASTS161 MTASTS161", GetWarnings(Parse(Whole + ModeLine + ModeLine + MxLine + MxLine)));

    [Fact]
    public void A_repeated_mx_is_warned_about_only_as_repeated() =>
        Assert.Equal(
            "MTASTS159 MTASTS161", GetWarnings(Parse(Whole + "mx: mail.protection.outlook.com\nmx: mail.protection.outlook.com\n")));

    [Fact]
    public void Warnings_are_told_of_an_invalid_policy_too()
    {
        var reading = Parse(VersionLine + "mode: Enforce\n" + MxLine + "max_age: 0\nx: y\n");

        Assert.Equal("MTASTS115", GetErrors(reading));
        Assert.Equal(["MTASTS152", "MTASTS154"], GetWarnings(reading).Split(' ').Order());
    }
}
