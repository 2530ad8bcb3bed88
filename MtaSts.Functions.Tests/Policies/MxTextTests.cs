using CsCheck;

namespace MtaSts.Functions.Tests.Policies;

public sealed class MxTextTests
{
    [Theory]
    [InlineData("mail.contoso.com", "mail.contoso.com")]
    [InlineData("MAIL.contoso.com.", "mail.contoso.com")]
    [InlineData("mail.contoso.com:25", "mail.contoso.com")]
    [InlineData("mail.contoso.com.:25", "mail.contoso.com")]
    [InlineData("10 mail.contoso.com.", "mail.contoso.com")]
    [InlineData("10\tmx1.contoso.com. 20 mx2.contoso.com.", "mx1.contoso.com mx2.contoso.com")]
    [InlineData("mx1.contoso.com,mx2.contoso.com; mx3.contoso.com", "mx1.contoso.com mx2.contoso.com mx3.contoso.com")]
    [InlineData("mail.b\u00fccher.example", "mail.xn--bcher-kva.example")]
    [InlineData("*.b\u00fccher.example", "*.xn--bcher-kva.example")]
    [InlineData("mail.stra\u00dfe.example", "mail.xn--strae-oqa.example")]
    [InlineData("mail.\u03b2\u03cc\u03bb\u03bf\u03c2.example", "mail.xn--nxasmm1c.example")]
    [InlineData("*.mail.protection.outlook.com.", "*.mail.protection.outlook.com")]
    [InlineData("mailhost", "mailhost")]
    public void What_people_write_is_taken_for_the_host_that_they_mean(string text, string mx) =>
        Assert.Equal(mx, string.Join(' ', MxText.Split(text).Select(Read)));

    [Theory]
    [InlineData("https://mail.contoso.com/owa", "it is a URL; write only the name of the host that receives mail")]
    [InlineData("smtp://mail.contoso.com:25", "it is a URL; write only the name of the host that receives mail")]
    [InlineData("user@contoso.com", "it is a mail address; write the host that receives mail, as the MX record of the domain names it")]
    [InlineData("@contoso.com", "it is a mail address; write the host that receives mail, as the MX record of the domain names it")]
    [InlineData("10", "it is a number, such as the priority of an MX record; write the host alone")]
    [InlineData("mail.contoso.com:smtp", "it contains a character other than letters, digits, hyphens and dots")]
    [InlineData("mail.*.com", "'*' is only allowed as the whole leftmost label")]
    [InlineData("mail..contoso.com", "it contains an empty label")]
    [InlineData(".", "it ends in a dot")]
    [InlineData("", "it is empty")]
    [InlineData("192.0.2.1", "it ends in a number, like an IP address")]
    [InlineData("mail.\u2764.\u001b", "it contains a non-ASCII character where only the A-label form (xn--\u2026) is allowed")]
    public void Anything_else_is_refused_with_what_to_write(string word, string fault) => Assert.Equal(fault, Read(word));

    [Theory, InlineData("10 20 mail.contoso.com", "mail.contoso.com"), InlineData("mail.contoso.com 10", "mail.contoso.com 10")]
    [InlineData(" ", ""), InlineData(",;", "")]
    public void Only_a_number_before_a_host_is_a_priority(string text, string words) =>
        Assert.Equal(words, string.Join(' ', MxText.Split(text)));

    [Fact]
    public void Any_pattern_of_a_policy_is_read_as_the_policy_reads_it()
    {
        var labels = Gen.String[Gen.Char['a', 'z'], 1, 8].List[1, 4].Select(list => string.Join('.', list));
        Gen.Select(labels, Gen.Bool, (name, isWildcard) => isWildcard ? $"*.{name}" : name).Sample(text =>
        {
            Assert.Equal([text], MxText.Split(text));
            Assert.True(MxText.TryParse(text, out var pattern, out _));
            Assert.Equal(MxPattern.Parse(text), pattern);
        });
    }

    [Fact]
    public void Whatever_is_read_is_a_pattern_of_a_policy() => Gen.String[Gen.Char["ab.*:@/ 1\u00fc,;\0\u200b"], 0, 12].Sample(text =>
    {
        foreach (var word in MxText.Split(text))
        {
            if (MxText.TryParse(word, out var pattern, out var fault))
            {
                Assert.Equal(MxPattern.Parse($"{pattern}"), pattern);
            }
            else
            {
                Assert.NotEmpty(fault);
            }
        }
    });

    private static string Read(string word) => MxText.TryParse(word, out var pattern, out var fault) ? $"{pattern}" : fault;
}
