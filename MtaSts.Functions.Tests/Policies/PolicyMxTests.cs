using static MtaSts.Functions.Tests.Policies.PolicyText;

namespace MtaSts.Functions.Tests.Policies;

/// <summary>The values of mx: <c>["*."] Domain</c>, with the Domain of RFC 5321 §4.1.2 (RFC 8461 §3.2).</summary>
public sealed class PolicyMxTests
{
    private const string Label63 = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0";
    private const string Name253 =
        Label63 + "." + Label63 + "." + Label63 + ".abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxy";

    public static TheoryData<string, string> Valid { get; } = new()
    {
        { "mail.example.com", "a host name" },
        { "*.example.com", "a wildcard" },
        { "*.com", "a wildcard over a single label" },
        { "localhost", "a single label" },
        { "a.b.c.d.e.f.g.example.com", "many labels" },
        { "mx1.example.com", "a digit in a label" },
        { "1mx.example.com", "a label that begins with a digit" },
        { "1.2.3.example.com", "labels of digits alone, but for the last" },
        { "mail.example.c0m", "a last label with a digit in it" },
        { "a-b.example.com", "a hyphen inside a label" },
        { "a--b.example.com", "two hyphens inside a label" },
        { "ab--c.example.com", "two hyphens in the third and fourth place" },
        { "xn--bcher-kva.example", "an A-label" },
        { "*.xn--bcher-kva.example", "a wildcard over an A-label" },
        { "a-v1.mx.microsoft", "a host of Exchange Online with DANE" },
        { Label63 + ".example", "a label of 63 characters" },
        { Name253, "a name of 253 characters" },
    };

    public static TheoryData<string, string, string> Invalid { get; } = new()
    {
        { Whole + "mx: mail.example.com.\n", "MTASTS120", "a trailing dot" },
        { Whole + "mx: *.example.com.\n", "MTASTS120", "a trailing dot after a wildcard" },
        { Whole + "mx: .\n", "MTASTS120", "a dot alone" },
        { Whole + "mx: .example.com\n", "MTASTS120", "a dot at the beginning, which early drafts took for a wildcard" },
        { Whole + "mx: mail..example.com\n", "MTASTS120", "an empty label" },
        { Whole + "mx: *\n", "MTASTS120", "a wildcard alone" },
        { Whole + "mx: *.\n", "MTASTS120", "a wildcard over nothing" },
        { Whole + "mx: **.example.com\n", "MTASTS120", "two asterisks" },
        { Whole + "mx: *.*.example.com\n", "MTASTS120", "two wildcards" },
        { Whole + "mx: *example.com\n", "MTASTS120", "an asterisk without a dot" },
        { Whole + "mx: mx*.example.com\n", "MTASTS120", "an asterisk for a part of a label" },
        { Whole + "mx: mail.*.example.com\n", "MTASTS120", "a wildcard that is not leftmost" },
        { Whole + "mx: mail.example.*\n", "MTASTS120", "a wildcard at the end" },
        { Whole + "mx: *..example.com\n", "MTASTS120", "a wildcard and an empty label" },
        { Whole + "mx: mail_1.example.com\n", "MTASTS120", "an underscore" },
        { Whole + "mx: mail.example.com:25\n", "MTASTS120", "a port" },
        { Whole + "mx: 192.0.2.25\n", "MTASTS120", "an IPv4 address" },
        { Whole + "mx: mail.example.25\n", "MTASTS120", "a last label of digits alone" },
        { Whole + "mx: [192.0.2.25]\n", "MTASTS120", "an address literal" },
        { Whole + "mx: [IPv6:2001:db8::25]\n", "MTASTS120", "an address literal of IPv6" },
        { Whole + "mx: 2001:db8::25\n", "MTASTS120", "an IPv6 address" },
        { Whole + "mx: b\u00fccher.example\n", "MTASTS120", "a U-label" },
        { Whole + "mx: mail\u3002example\n", "MTASTS120", "an ideographic full stop" },
        { Whole + "mx: mail.\u212aelvin.example\n", "MTASTS120", "a Kelvin sign, whose lower case is k" },
        { Whole + "mx: -mail.example.com\n", "MTASTS120", "a label that begins with a hyphen" },
        { Whole + "mx: mail-.example.com\n", "MTASTS120", "a label that ends in a hyphen" },
        { Whole + "mx: mail.example.-com\n", "MTASTS120", "a last label that begins with a hyphen" },
        { Whole + "mx: 10 mail.example.com\n", "MTASTS130", "a preference, as in DNS" },
        { Whole + "mx: mail.example.com, mx.example.com\n", "MTASTS130", "two names with a comma" },
        { Whole + "mx: mail.example.com mx.example.com\n", "MTASTS130", "two names with a space" },
        { Whole + "mx: mail.example.com;\n", "MTASTS133", "a semicolon" },
        { Whole + "mx: <mail.example.com>\n", "MTASTS120", "angle brackets" },
        { Whole + "mx: smtp://mail.example.com\n", "MTASTS120", "a URL" },
        { Whole + "mx: tls@example.com\n", "MTASTS120", "an address" },
        { Whole + "mx: " + Label63 + "1.example\n", "MTASTS120", "a label of 64 characters" },
        { Whole + "mx: " + Name253 + "z\n", "MTASTS120", "a name of 254 characters" },
    };

    [Theory, MemberData(nameof(Valid))]
    public void An_mx_is_a_host_name_or_a_wildcard(string mx, string reason)
    {
        var reading = Parse($"{VersionLine}{ModeLine}mx: {mx}\n{MaxAgeLine}");

        Assert.True(reading.IsValid, $"{reason}: {string.Join(' ', reading.Findings)}");
        Assert.Equal(mx, Assert.Single(reading.Value!.Mx).ToString());
    }

    [Theory, MemberData(nameof(Invalid))]
    public void Any_other_mx_is_an_error(string text, string codes, string reason) => AssertErrors(codes, Parse(text), reason);

    [Fact]
    public void An_mx_may_be_in_any_case() =>
        Assert.Equal(Plain, Parse(VersionLine + ModeLine + "mx: MAIL.Example.COM\n" + MaxAgeLine).Value);

    [Fact]
    public void There_are_as_many_mx_lines_as_needed_and_they_need_not_stand_together()
    {
        var reading = Parse("mx: b.example\n" + VersionLine + "mx: *.a.example\n" + ModeLine + MaxAgeLine + "mx: a.example");

        Assert.Equal(["a.example", "b.example", "*.a.example"], reading.Value!.Mx.Select(mx => mx.ToString()));
    }
}
