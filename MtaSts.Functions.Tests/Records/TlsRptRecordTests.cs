using MtaSts.Functions.Tests.Policies;
using MtaSts.Records;

namespace MtaSts.Functions.Tests.Records;

/// <summary>The TXT record <c>_smtp._tls</c> (RFC 8460 §3).</summary>
public sealed class TlsRptRecordTests
{
    private const string Mail = "mailto:tls@example.com";

    public static TheoryData<string, string[], string> Valid { get; } = new()
    {
        { "v=TLSRPTv1; rua=mailto:reports@example.com", ["mailto:reports@example.com"], "the first example of RFC 8460" },
        {
            "v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt", ["https://reporting.example.com/v1/tlsrpt"],
            "the second example of RFC 8460"
        },
        { "v=TLSRPTv1;rua=" + Mail + ";", [Mail], "a semicolon at the end" },
        {
            "v=TLSRPTv1;\t rua=" + Mail + " ; ", [Mail],
            "white space around semicolons, but for the first"
        },
        { "v=TLSRPTv1; rua=" + Mail + ",https://example.com/", [Mail, "https://example.com/"], "two URIs" },
        { "v=TLSRPTv1; rua=" + Mail + " ,\t" + Mail, [Mail, Mail], "white space around the comma" },
        { "v=TLSRPTv1; rua=MAILTO:tls@example.com", ["MAILTO:tls@example.com"], "a scheme in capitals" },
        { "v=TLSRPTv1; rua=https://example.com/?a=b&c=d", ["https://example.com/?a=b&c=d"], "equals signs in a URI" },
        { "v=TLSRPTv1; rua=https://example.com/a%2Cb%21c%3Bd", ["https://example.com/a%2Cb%21c%3Bd"], "the three signs, percent-encoded" },
        { "v=TLSRPTv1; rua=https://example.com/%c3%A4", ["https://example.com/%c3%A4"], "percent-encoding in either case" },
        { "v=TLSRPTv1; rua=https://example.com:8443/", ["https://example.com:8443/"], "a port" },
        { "v=TLSRPTv1; rua=https://[2001:db8::1]/", ["https://[2001:db8::1]/"], "an IPv6 address" },
    };

    public static TheoryData<string, string, string> Invalid { get; } = new()
    {
        { "", "MTASTS301", "no text" },
        { "v=TLSRPTv2; rua=" + Mail, "MTASTS301", "another version" },
        { "v=tlsrptv1; rua=" + Mail, "MTASTS301", "the version in lower case" },
        { " v=TLSRPTv1; rua=" + Mail, "MTASTS301", "a space before the version" },
        { "rua=" + Mail + "; v=TLSRPTv1", "MTASTS301", "the version is not first" },
        { "v=TLSRPTv1", "MTASTS301", "a version alone" },
        { "v=TLSRPTv1 ; rua=" + Mail, "MTASTS301", "a space before the first semicolon: senders discard the record" },
        { "v=TLSRPTv1\t;rua=" + Mail, "MTASTS301", "a tab before the first semicolon" },
        { "V=TLSRPTv1; rua=" + Mail, "MTASTS301", "the V in upper case" },
        { "\tv=TLSRPTv1; rua=" + Mail, "MTASTS301", "a tab before the version" },
        { "v=TLSRPTv1; rua= " + Mail, "MTASTS305", "a space before the first URI" },
        { "v=TLSRPTv1; rua=\t" + Mail + "," + Mail, "MTASTS305", "a tab before the first URI" },
        { "v=TLSRPTv1; rua=https://example.com/%zz", "MTASTS305", "a percent sign without hexadecimal digits" },
        { "v=TLSRPTv1; rua=https://example.com/100%", "MTASTS305", "a percent sign at the end" },
        { "v=TLSRPTv1; rua=" + Mail + ",mailto:a%4@example.com", "MTASTS305", "a percent sign with one digit" },
        { "v=TLSRPTv1;", "MTASTS303", "a version and a semicolon" },
        { "v=TLSRPTv1 rua=" + Mail, "MTASTS301", "no semicolon after the version" },
        { "v=TLSRPTv10; rua=" + Mail, "MTASTS301", "a version that only begins well" },
        { "v=TLSRPTv1; rua", "MTASTS303", "a field without an equals sign" },
        { "v=TLSRPTv1; rua=", "MTASTS303", "no URI" },
        { "v=TLSRPTv1; rua=" + Mail + ";;", "MTASTS303", "two semicolons at the end" },
        { "v=TLSRPTv1; rua=" + Mail + " ", "MTASTS303", "a space at the end, with no semicolon before it" },
        { "v=TLSRPTv1; rua=" + Mail + "; x=b=c", "MTASTS303", "an equals sign in an unknown field" },
        { "v=TLSRPTv1; rua=" + Mail + "; x=\u00e9", "MTASTS303", "an unknown field beyond ASCII" },
        { "v=TLSRPTv1; rua=" + Mail + ";" + Mail, "MTASTS303", "a semicolon between URIs" },
        { "v=TLSRPTv1; x=b", "MTASTS304", "no rua" },
        { "v=TLSRPTv1; RUA=" + Mail, "MTASTS304", "'RUA' is not rua" },
        { "v=TLSRPTv1; ruf=" + Mail, "MTASTS304", "DMARC's ruf" },
        { "v=TLSRPTv1; rua=tls@example.com", "MTASTS305", "an address without mailto:" },
        { "v=TLSRPTv1; rua=example.com/reports", "MTASTS305", "a URL without a scheme" },
        { "v=TLSRPTv1; rua=/reports", "MTASTS305", "a path" },
        { "v=TLSRPTv1; rua=//example.com/reports", "MTASTS305", "a reference without a scheme" },
        { "v=TLSRPTv1; rua=C:\\reports", "MTASTS305", "a path of Windows" },
        { "v=TLSRPTv1; rua=https://", "MTASTS305", "a scheme alone" },
        { "v=TLSRPTv1; rua=" + Mail + ",", "MTASTS305", "a comma at the end" },
        { "v=TLSRPTv1; rua=," + Mail, "MTASTS305", "a comma at the beginning" },
        { "v=TLSRPTv1; rua=" + Mail + ",," + Mail, "MTASTS305", "two commas" },
        { "v=TLSRPTv1; rua=" + Mail + " " + Mail, "MTASTS303", "a space between URIs" },
        { "v=TLSRPTv1; rua=" + Mail + "!10m", "MTASTS305", "a bare '!', as DMARC has it for sizes" },
        { "v=TLSRPTv1; rua=mailto:tls@b\u00fccher.example", "MTASTS305", "a URI beyond ASCII" },
        { "v=TLSRPTv1; rua=<" + Mail + ">", "MTASTS305", "angle brackets around the URI" },
        { "v=TLSRPTv1; rua=https://example.com/<id>", "MTASTS305", "angle brackets in the URI" },
        { "v=TLSRPTv1; rua=https://example.com/{id}", "MTASTS305", "braces, which stand in no URI" },
        { "v=TLSRPTv1; rua=https://example.com/\"x\"", "MTASTS305", "quotation marks, which stand in no URI" },
        { "v=TLSRPTv1; rua=https://example.com/a\\b", "MTASTS305", "a backslash, which stands in no URI" },
        { "v=TLSRPTv1; rua=https://example.com/a|b^c`d", "MTASTS305", "other signs that stand in no URI" },
        { "v=TLSRPTv1; rua= , ; x=b", "MTASTS305 MTASTS305", "two empty URIs" },
    };

    /// <summary>Valid, with a warning.</summary>
    public static TheoryData<string, string, string> Questionable { get; } = new()
    {
        { "v=TLSRPTv1; rua=" + Mail + "; x=b", "MTASTS352", "an unknown field" },
        { "v=TLSRPTv1; x=b; rua=" + Mail, "MTASTS352", "an unknown field before rua" },
        { "v=TLSRPTv1; rua=mailto:tls@example.com;x=b", "MTASTS352", "a bare ';' ends the URI" },
        { "v=TLSRPTv1; rua=" + Mail + "; rua=https://example.com/", "MTASTS353", "two rua" },
        { "v=TLSRPTv1; rua=" + Mail + "; rua=x", "MTASTS353", "a bad second rua is ignored" },
        { "v=TLSRPTv1; rua=http://example.com/", "MTASTS354", "http, which no sender reports to" },
        { "v=TLSRPTv1; rua=ftp://example.com/", "MTASTS354", "another scheme" },
        { "v=TLSRPTv1; rua=mailto:tls", "MTASTS354", "mailto: without a domain" },
        { "v=TLSRPTv1; rua=" + Mail + ",http://example.com/", "MTASTS354", "a good URI and one that no sender reports to" },
    };

    public static TheoryData<string[][], string, bool, string> Names { get; } = new()
    {
        { [["v=TLSRPTv1; rua=" + Mail]], "", true, "one record" },
        { [["v=TLSRPTv1; rua=mailto:tls", "@example.com"]], "", true, "two strings, joined without spaces" },
        { [["v=spf1 -all"], ["v=TLSRPTv1; rua=" + Mail]], "MTASTS351", true, "a stranger beside it" },
        { [], "MTASTS301", false, "no record" },
        { [["v=STSv1; id=a;"]], "MTASTS301", false, "strangers only" },
        { [["v=TLSRPTv1 ; rua=" + Mail]], "MTASTS301", false, "a space before the first semicolon" },
        { [[" v=TLSRPTv1; rua=" + Mail]], "MTASTS301", false, "a space before the version" },
        { [["v=TLSRPTv1; rua=" + Mail], ["v=TLSRPTv1; rua=" + Mail]], "MTASTS302", false, "two records" },
    };

    [Theory, MemberData(nameof(Valid))]
    public void A_record_has_a_version_and_says_where_reports_go(string text, string[] rua, string reason)
    {
        var reading = TlsRptRecord.Parse(text);

        Assert.True(reading.IsValid && reading.Findings.Count == 0, $"{reason}: {string.Join(' ', reading.Findings)}");
        Assert.Equal(rua, reading.Value!.Rua);
    }

    [Theory, MemberData(nameof(Invalid))]
    public void Any_other_record_is_an_error(string text, string codes, string reason) =>
        PolicyText.AssertErrors(codes, TlsRptRecord.Parse(text), reason);

    [Theory, MemberData(nameof(Questionable))]
    public void What_senders_ignore_is_a_warning(string text, string code, string reason)
    {
        var reading = TlsRptRecord.Parse(text);

        Assert.True(reading.IsValid, $"{reason}: {string.Join(' ', reading.Findings)}");
        Assert.Equal(code, Assert.Single(reading.Findings).Code);
    }

    [Theory, MemberData(nameof(Names))]
    public void Of_all_records_of_a_name_exactly_one_must_begin_with_the_version(
        string[][] records, string codes, bool isValid, string reason)
    {
        var reading = TlsRptRecord.Choose(records);

        Assert.Equal(isValid, reading.Value?.Rua.SequenceEqual([Mail]) ?? false);
        Assert.True(
            codes == string.Join(' ', reading.Findings.Select(finding => finding.Code)), $"{reason}: {string.Join(' ', reading.Findings)}");
    }

    [Fact]
    public void A_URI_at_fault_is_named_by_its_number() =>
        Assert.Collection(
            TlsRptRecord.Parse("v=TLSRPTv1; rua=" + Mail + ",x,http://example.com/").Findings.Select(finding => finding.Message),
            message => Assert.Contains("number 2, 'x', is not a URI.", message, StringComparison.Ordinal),
            message => Assert.Contains("number 3, 'http://example.com/', is an http: URI.", message, StringComparison.Ordinal));

    [Fact]
    public void Of_two_rua_the_first_counts() =>
        Assert.Equal([Mail], TlsRptRecord.Parse("v=TLSRPTv1; rua=" + Mail + "; rua=https://example.com/").Value!.Rua);

    [Fact]
    public void A_record_is_written_with_commas_between_its_URIs() =>
        Assert.Equal("v=TLSRPTv1; rua=" + Mail + ",https://example.com/", new TlsRptRecord([Mail, "https://example.com/"]).ToString());

    [Fact]
    public void What_would_end_a_URI_is_percent_encoded() => Assert.Equal(
        "v=TLSRPTv1; rua=https://example.com/a%2Cb%21c%3Bd?e=f", new TlsRptRecord(["https://example.com/a,b!c;d?e=f"]).ToString());

    [Fact]
    public void A_written_record_is_read_back_as_it_was()
    {
        var record = new TlsRptRecord(["mailto:a!b@example.com", "https://example.com/a,b;c"]);

        var reading = TlsRptRecord.Parse(record.ToString());

        Assert.Equal(record, reading.Value);
        Assert.Empty(reading.Findings);
    }

    [Theory, InlineData(), InlineData(""), InlineData("tls@example.com"), InlineData("/reports"), InlineData("http://example.com/")]
    [InlineData("mailto:tls"), InlineData("https://example.com/a b"), InlineData("https://example.com/{id}")]
    [InlineData("mailto:tls@b\u00fccher.example"), InlineData(Mail, "ftp://example.com/"), InlineData("https://example.com/%zz")]
    public void A_record_needs_URIs_that_senders_report_to(params string[] rua) =>
        Assert.Equal("rua", Assert.Throws<ArgumentException>(() => new TlsRptRecord(rua)).ParamName);

    [Fact]
    public void Records_with_the_same_URIs_in_the_same_order_are_equal()
    {
        var record = new TlsRptRecord([Mail, "https://example.com/"]);
        var same = new TlsRptRecord([Mail, "https://example.com/"]);

        Assert.Equal(record, same);
        Assert.Equal(record.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(record, new TlsRptRecord(["https://example.com/", Mail]));
    }
}
