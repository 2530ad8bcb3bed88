namespace MtaSts.Functions.Tests.Policies;

public sealed class MxPatternTests
{
    public static TheoryData<string, string, string> Covered { get; } = new()
    {
        { "mail.example.com", "mail.example.com", "the name itself" },
        { "mail.example.com", "MAIL.Example.com", "a host in capitals" },
        { "MAIL.example.com", "mail.example.com", "a pattern in capitals" },
        { "mail.example.com", "mail.example.com.", "a host with DNS's trailing dot" },
        { "localhost", "localhost", "a single label" },
        { "*.example.com", "mail.example.com", "one label below" },
        { "*.example.com", "MAIL.EXAMPLE.COM", "one label below, in capitals" },
        { "*.Example.com", "mail.example.com", "a wildcard in capitals" },
        { "*.example.com", "mail.example.com.", "one label below, with a trailing dot" },
        { "*.example.com", "a.example.com", "a label of one character" },
        { "*.example.com", "example.example.com", "a label like the next" },
        { "*.com", "example.com", "a wildcard over a single label" },
        { "*.mail.protection.outlook.com", "contoso-com.mail.protection.outlook.com", "Exchange Online" },
        { "*.a-v1.mx.microsoft", "contoso-com.a-v1.mx.microsoft", "Exchange Online with DANE" },
        { "*.xn--bcher-kva.example", "mail.xn--bcher-kva.example", "an A-label" },
    };

    public static TheoryData<string, string, string> NotCovered { get; } = new()
    {
        { "mail.example.com", "mail2.example.com", "another host" },
        { "mail.example.com", "example.com", "the domain of the name" },
        { "mail.example.com", "a.mail.example.com", "a host below an exact name" },
        { "mail.example.com", "xmail.example.com", "a host that only ends alike" },
        { "mail.example.com", "mail.example.com.evil.example", "a host that only begins alike" },
        { "mail.example.com", "mail.example.com..", "two trailing dots" },
        { "mail.example.com", "", "no host: the null MX" },
        { "mail.example.com", ".", "the root: the null MX" },
        { "mail.example.com", "mail.example.com ", "white space after the host" },
        { "*.example.com", "example.com", "the parent domain" },
        { "*.example.com", ".example.com", "an empty label" },
        { "*.example.com", "a.b.example.com", "two labels" },
        { "*.example.com", "mailexample.com", "no dot between" },
        { "*.example.com", "mail.example.com.evil.example", "a host that only begins alike" },
        { "*.example.com", "mail.example.org", "another domain" },
        { "*.example.com", "com", "the top-level domain" },
        { "*.example.com", "", "no host: the null MX" },
        { "*.example.com", ".", "the root: the null MX" },
        { "*.com", "mail.example.com", "two labels over a single one" },
        { "*.mx.microsoft", "contoso-com.a-v1.mx.microsoft", "Exchange Online with DANE has two labels there" },
        { "mail.protection.outlook.com", "contoso-com.mail.protection.outlook.com", "the bare name has no tenant" },
        { "mail.sample.com", "mail.\u017fample.com", "a long s, whose upper case is S" },
        { "mail.kick.com", "mail.\u212aick.com", "a Kelvin sign, whose lower case is k" },
    };

    [Theory, MemberData(nameof(Covered))]
    public void A_wildcard_covers_exactly_one_label_and_a_name_itself(string pattern, string host, string reason) =>
        Assert.True(MxPattern.Parse(pattern).Matches(host), reason);

    [Theory, MemberData(nameof(NotCovered))]
    public void A_pattern_covers_nothing_else(string pattern, string host, string reason) =>
        Assert.False(MxPattern.Parse(pattern).Matches(host), reason);

    [Theory, InlineData("Mail.Example.COM", "mail.example.com", false, "mail.example.com")]
    [InlineData("*.Example.COM", "example.com", true, "*.example.com")]
    public void A_pattern_is_a_name_in_lower_case_and_whether_it_is_a_wildcard(string text, string name, bool isWildcard, string written)
    {
        var pattern = MxPattern.Parse(text);

        Assert.Equal((name, isWildcard, written), (pattern.Name, pattern.IsWildcard, pattern.ToString()));
    }

    [Theory, InlineData("", "it is empty"), InlineData("*.", "it is empty")]
    [InlineData("*", "'*' is only allowed as the whole leftmost label")]
    [InlineData("mail.*.example", "'*' is only allowed as the whole leftmost label")]
    [InlineData("*.*.example", "'*' is only allowed as the whole leftmost label"), InlineData("mail.example.", "it ends in a dot")]
    [InlineData("mail..example", "it contains an empty label")]
    [InlineData("-.example", "it contains a label that begins or ends with a hyphen")]
    [InlineData("mail_1.example", "it contains a character other than letters, digits, hyphens and dots")]
    [InlineData("b\u00fccher.example", "it contains a non-ASCII character where only the A-label form (xn--…) is allowed")]
    [InlineData("192.0.2.25", "it ends in a number, like an IP address")]
    public void What_is_no_pattern_is_refused_with_the_reason(string text, string fault)
    {
        Assert.False(MxPattern.TryParse(text, out var pattern, out var found));
        Assert.Null(pattern);
        Assert.Equal(fault, found);
    }

    [Fact]
    public void Parse_names_the_text_and_the_reason() => Assert.Equal(
        "'*mail.example' is not an mx pattern: '*' is only allowed as the whole leftmost label.",
        Assert.Throws<FormatException>(() => MxPattern.Parse("*mail.example")).Message);

    [Fact]
    public void Patterns_that_cover_the_same_hosts_are_equal()
    {
        Assert.Equal(MxPattern.Parse("*.example.com"), MxPattern.Parse("*.EXAMPLE.com"));
        Assert.NotEqual(MxPattern.Parse("*.example.com"), MxPattern.Parse("example.com"));
    }
}
