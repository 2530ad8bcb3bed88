using CsCheck;
using MtaSts.Records;

namespace MtaSts.Functions.Tests.Records;

/// <summary>Where reports can go, and what is said to somebody who wrote something else.</summary>
public sealed class ReportUriTests
{
    private const string SuchAs = "Write a URI such as mailto:tls@example.com.";
    private const string Encoded = "Inside a URI, write ',' as %2C, '!' as %21 and ';' as %3B.";
    private const string LeaveOut = "Leave it out. No URI has this character.";
    private const string NoScheme = "Use a mailto: or https: URI. Senders do not report to any other.";

    public static TheoryData<string, string> Faults { get; } = new()
    {
        { "postmaster@contoso.com", "'postmaster@contoso.com' has no scheme. Write mailto: before it." },
        { "reports.contoso.com/tls", "'reports.contoso.com/tls' has no scheme. Write https:// before it." },
        { "", $"'' is empty. {SuchAs}" },
        { "/reports", $"'/reports' is not a URI. {SuchAs}" },
        { "reports", $"'reports' is not a URI. {SuchAs}" },
        { "mailto:", "'mailto:' has no mail address. Write the whole address after mailto:, as in mailto:tls@example.com." },
        { "mailto:tls", "'mailto:tls' has no mail address. Write the whole address after mailto:, as in mailto:tls@example.com." },
        { "mailto:tls@", $"'mailto:tls@' is not a URI. {SuchAs}" },
        {
            "mailto://tls@contoso.com",
            "'mailto://tls@contoso.com' has slashes after mailto:. Write mailto: and the address, as in mailto:tls@example.com."
        },
        { "http://contoso.com/", "'http://contoso.com/' is an http: URI. Write https: in its place. Senders report to no http: URI." },
        { "ftp://contoso.com/", $"'ftp://contoso.com/' is neither a mailto: nor an https: URI. {NoScheme}" },
        { "mailto: tls@contoso.com", $"'mailto: tls@contoso.com' contains a space. {LeaveOut}" },
        {
            "mailto:tls@contoso.com\u00a0",
            $"'mailto:tls@contoso.com{{U+00A0 (no-break space)}}' contains U+00A0 (no-break space). {LeaveOut}"
        },
        { "<mailto:tls@contoso.com>", "'<mailto:tls@contoso.com>' has < and > around it. Leave them out." },
        { "\"mailto:tls@contoso.com\"", "'\"mailto:tls@contoso.com\"' has \" and \" around it. Leave them out." },
        { "https://contoso.com/{id}", $"'https://contoso.com/{{id}}' contains '{{'. {LeaveOut}" },
        {
            "mailto:tls@b\u00fccher.example",
            "'mailto:tls@b\u00fccher.example' contains '\u00fc'. Write a domain in its A-label form (xn--…), and other characters "
            + "percent-encoded."
        },
        { "https://contoso.com/100%", "'https://contoso.com/100%' is not a URI. Write two hexadecimal digits after each '%'." },
        {
            "mailto:a@contoso.com,mailto:b@contoso.com",
            "'mailto:a@contoso.com,mailto:b@contoso.com' has more than one URI. Name each by itself."
        },
        {
            "mailto:a@contoso.com; https://b.example/",
            "'mailto:a@contoso.com; https://b.example/' has more than one URI. Name each by itself."
        },
    };

    [Theory, InlineData("mailto:tls@contoso.com"), InlineData("MAILTO:tls@contoso.com"), InlineData("https://contoso.com/a,b!c;d")]
    [InlineData("https://[2001:db8::1]/")]
    public void Reports_go_to_mailto_and_https(string uri) => Assert.Null(ReportUri.FindFault(uri));

    [Theory, MemberData(nameof(Faults))]
    public void Anything_else_is_told_what_to_write(string uri, string told) =>
        Assert.Equal(told, ReportUri.FindFault(uri)?.Describe(uri));

    [Fact]
    public void In_a_record_the_signs_that_end_a_URI_are_percent_encoded() =>
        Assert.Contains(
            $"URI number 1, 'mailto:tls@contoso.com!10m', has a character that is not allowed. {Encoded}",
            Assert.Single(TlsRptRecord.Parse("v=TLSRPTv1; rua=mailto:tls@contoso.com!10m").Findings).ToString(), Ordinal);

    [Fact]
    public void A_record_tells_the_same_about_an_address_without_mailto() =>
        Assert.Equal(
            "MTASTS305 error line 1, column 13: URI number 1, 'postmaster@contoso.com', has no scheme. Write mailto: before it. "
            + "(RFC 8460 §3)",
            Assert.Single(TlsRptRecord.Parse("v=TLSRPTv1; rua=postmaster@contoso.com").Findings).ToString());

    [Fact]
    public void What_has_no_fault_makes_a_record_and_nothing_else_does() => Gen.OneOf(
        Gen.String,
        Gen.OneOf("mailto:", "https://", "a@b.example", "//", "%", "%2", "C", ",", ";", " ", "<", ">", "\u00fc").Array[0, 6].Select(
            words => string.Concat(words))).Sample(
        text =>
        {
            if (ReportUri.FindFault(text) is { } fault)
            {
                Assert.Matches(@"^[A-Z].*\.\z", fault.Advice);
            }
            else
            {
                Assert.Empty(TlsRptRecord.Parse(new TlsRptRecord([text]).ToString()).Findings);
            }
        },
        iter: 3_000);
}
