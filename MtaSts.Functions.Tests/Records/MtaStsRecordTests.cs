using MtaSts.Functions.Tests.Policies;
using MtaSts.Records;

namespace MtaSts.Functions.Tests.Records;

/// <summary>The TXT record <c>_mta-sts</c> (RFC 8461 §3.1).</summary>
public sealed class MtaStsRecordTests
{
    private const string Letters32 = "abcdefghijklmnopqrstuvwxyz012345";

    public static TheoryData<string, string, string> Valid { get; } = new()
    {
        { "v=STSv1; id=20160831085700Z;", "20160831085700Z", "the example of RFC 8461" },
        { "v=STSv1; id=a", "a", "the last semicolon is optional" },
        { "v=STSv1;id=a;", "a", "no white space" },
        { "v=STSv1;\tid=a\t;\t", "a", "tabs around the semicolons" },
        { "v=STSv1;  id=a  ;  ", "a", "spaces around the semicolons, but for the first" },
        { "v=STSv1; id=" + Letters32, Letters32, "an id of 32 characters" },
        { "v=STSv1; id=0", "0", "an id of one digit" },
        { "v=STSv1; id=ABCxyz", "ABCxyz", "an id keeps its case" },
    };

    public static TheoryData<string, string, string> Invalid { get; } = new()
    {
        { "", "MTASTS201", "no text" },
        { "v=STSv2; id=a;", "MTASTS201", "another version" },
        { "V=STSv1; id=a;", "MTASTS201", "the V in upper case" },
        { "v=stsv1; id=a;", "MTASTS201", "the version in lower case" },
        { " v=STSv1; id=a;", "MTASTS201", "a space before the version" },
        { "v = STSv1; id=a;", "MTASTS201", "spaces around the equals sign" },
        { "id=a; v=STSv1;", "MTASTS201", "the version is not first" },
        { "\"v=STSv1; id=a;\"", "MTASTS201", "quotation marks of a zone file" },
        { "\ufeffv=STSv1; id=a;", "MTASTS201", "a byte order mark" },
        { "v=STSv1", "MTASTS201", "a version alone" },
        { "v=STSv1 ; id=a;", "MTASTS201", "a space before the first semicolon: the grammar has it, and senders discard the record" },
        { "v=STSv1\t; id=a;", "MTASTS201", "a tab before the first semicolon" },
        { "\tv=STSv1; id=a;", "MTASTS201", "a tab before the version" },
        { "v=STSv1;", "MTASTS203", "a version and a semicolon" },
        { "v=STSv1; ", "MTASTS203", "a version, a semicolon and a space" },
        { "v=STSv10; id=a;", "MTASTS201", "a version that only begins well" },
        { "v=STSv1 id=a;", "MTASTS201", "no semicolon after the version" },
        { "v=STSv1, id=a", "MTASTS201", "a comma for the semicolon" },
        { "v=STSv1;; id=a;", "MTASTS203", "two semicolons after the version" },
        { "v=STSv1; id=a;;", "MTASTS203", "two semicolons at the end" },
        { "v=STSv1; id=a; ;", "MTASTS203", "an empty field" },
        { "v=STSv1; id=a ", "MTASTS203", "a space at the end, with no semicolon before it" },
        { "v=STSv1; id=a x=b", "MTASTS203", "no semicolon between fields" },
        { "v=STSv1; id", "MTASTS203", "a field without an equals sign" },
        { "v=STSv1; id=", "MTASTS203", "an id without a value" },
        { "v=STSv1; id =a", "MTASTS203", "a space before the equals sign" },
        { "v=STSv1; id= a", "MTASTS203", "a space after the equals sign" },
        { "v=STSv1; =a", "MTASTS203", "a field without a name" },
        { "v=STSv1; id=a; _x=b", "MTASTS203", "a name that begins with an underscore" },
        { "v=STSv1; id=a; " + Letters32 + "6=b", "MTASTS203", "a name of 33 characters" },
        { "v=STSv1; id=a; x=b=c", "MTASTS203", "an equals sign in a value" },
        { "v=STSv1; id=a; x=b c", "MTASTS203", "a space in a value" },
        { "v=STSv1; id=a; x=\u00e9", "MTASTS203", "a value beyond ASCII" },
        { "v=STSv1; id=a; x=\u007f", "MTASTS203", "a control character in a value" },
        { "v=STSv1; id=a; x=", "MTASTS203", "an unknown field without a value" },
        { "v=STSv1; id=a\n", "MTASTS203", "a line end" },
        { "v=STSv1; x=b;", "MTASTS204", "no id" },
        { "v=STSv1; ID=a;", "MTASTS204", "'ID' is not id" },
        { "v=STSv1; id=" + Letters32 + "6", "MTASTS205", "an id of 33 characters" },
        { "v=STSv1; id=2016-08-31;", "MTASTS205", "hyphens in an id" },
        { "v=STSv1; id=a_b;", "MTASTS205", "an underscore in an id" },
        { "v=STSv1; id=\"a\";", "MTASTS203", "an id in quotation marks" },
        { "v=STSv1; id=a.b; id=c;", "MTASTS205", "a bad first id is not made good by the second" },
    };

    /// <summary>Valid, with a warning; the id is 'a' in all.</summary>
    public static TheoryData<string, string, string> Questionable { get; } = new()
    {
        { "v=STSv1; id=a; x=b;", "MTASTS252", "an unknown field" },
        { "v=STSv1; x=b; id=a;", "MTASTS252", "an unknown field before the id" },
        { "v=STSv1; id=a; " + Letters32 + "=b;", "MTASTS252", "a name of 32 characters" },
        { "v=STSv1; id=a; x=!:<>~;", "MTASTS252", "the edges of what a value may have" },
        { "v=STSv1; id=a; Id=b;", "MTASTS252", "'Id' is an unknown field" },
        { "v=STSv1; id=a; v=STSv1;", "MTASTS252", "a second version is an unknown field" },
        { "v=STSv1; id=a; id=b;", "MTASTS253", "two ids: the first counts" },
        { "v=STSv1; id=a; id=b.c;", "MTASTS253", "a bad second id is ignored" },
    };

    public static TheoryData<string[][], string, string?, string> Names { get; } = new()
    {
        { [["v=STSv1; id=a;"]], "", "a", "one record" },
        { [["v=STSv1; id=", "a;"]], "", "a", "two strings" },
        { [["v=ST", "Sv1", ";", " id", "=", "a"]], "", "a", "a version cut by strings" },
        { [["v=STSv1; id=a", "b;"]], "", "ab", "strings are joined without spaces" },
        { [["", "v=STSv1; id=a;", ""]], "", "a", "empty strings" },
        { [["v=spf1 -all"], ["v=STSv1; id=a;"]], "MTASTS251", "a", "a stranger before it" },
        { [["v=STSv1; id=a;"], ["v=spf1 -all"], ["x"]], "MTASTS251", "a", "two strangers after it" },
        { [["v=STSv1; id=a;"], ["v=STSv1 ; id=b;"]], "MTASTS251", "a", "a space before the semicolon makes a stranger" },
        { [["v=STSv1; id=a;"], ["V=STSv1; id=b;"]], "MTASTS251", "a", "another case makes a stranger" },
        { [], "MTASTS201", null, "no record" },
        { [[]], "MTASTS201", null, "a record without strings" },
        { [["v=spf1 -all"]], "MTASTS201", null, "strangers only" },
        { [["v=STSv1"]], "MTASTS201", null, "no semicolon" },
        { [["v=STSv1 ; id=a;"]], "MTASTS201", null, "a space before the first semicolon (erratum 6285)" },
        { [[" v=STSv1; id=a;"]], "MTASTS201", null, "a space before the version" },
        { [["v=STSv1 ", "; id=a;"]], "MTASTS201", null, "a space between strings" },
        { [["v=stsv1; id=a;"]], "MTASTS201", null, "the wrong case" },
        { [["v=STSv1; id=a;"], ["v=STSv1; id=b;"]], "MTASTS202", null, "two records" },
        { [["v=STSv1; id=a;"], ["v=STSv1; id=a;"]], "MTASTS202", null, "the same record twice" },
        { [["v=STSv1; id=a;"], ["v=STSv1;"]], "MTASTS202", null, "a good and a bad record" },
        { [["v=STSv1; id=a.b;"], ["v=spf1 -all"]], "MTASTS205 MTASTS251", null, "a bad record and a stranger" },
    };

    [Theory, MemberData(nameof(Valid))]
    public void A_record_has_a_version_and_an_id(string text, string id, string reason)
    {
        var reading = MtaStsRecord.Parse(text);

        Assert.True(reading.Value?.Id == id && reading.Findings.Count == 0, $"{reason}: {string.Join(' ', reading.Findings)}");
    }

    [Theory, MemberData(nameof(Invalid))]
    public void Any_other_record_is_an_error(string text, string codes, string reason) =>
        PolicyText.AssertErrors(codes, MtaStsRecord.Parse(text), reason);

    [Theory, MemberData(nameof(Questionable))]
    public void What_senders_ignore_is_a_warning(string text, string codes, string reason)
    {
        var reading = MtaStsRecord.Parse(text);

        Assert.Equal("a", reading.Value?.Id);
        Assert.True(codes == GetCodes(reading), $"{reason}: {string.Join(' ', reading.Findings)}");
    }

    [Theory, MemberData(nameof(Names))]
    public void Of_all_records_of_a_name_exactly_one_must_begin_with_the_version(
        string[][] records, string codes, string? id, string reason)
    {
        var reading = MtaStsRecord.Choose(records);

        Assert.Equal(id, reading.Value?.Id);
        Assert.True(codes == GetCodes(reading), $"{reason}: {string.Join(' ', reading.Findings)}");
    }

    [Fact]
    public void A_record_is_written_with_no_space_before_a_semicolon() =>
        Assert.Equal("v=STSv1; id=20160831085700Z;", new MtaStsRecord("20160831085700Z").ToString());

    [Fact]
    public void A_written_record_is_read_back_as_it_was()
    {
        var record = new MtaStsRecord("e90020b214ef9db6");

        Assert.Equal(record, MtaStsRecord.Parse(record.ToString()).Value);
    }

    [Theory, InlineData(""), InlineData("a b"), InlineData("a-b"), InlineData("a;"), InlineData("\u00e9"), InlineData(Letters32 + "6")]
    [InlineData(null)]
    public void An_id_is_letters_and_digits(string? id) =>
        Assert.Equal("id", Assert.Throws<ArgumentException>(() => new MtaStsRecord(id!)).ParamName);

    [Theory, InlineData("v=STSv1; id=a ", 15), InlineData("v=STSv1; id=a; x", 16), InlineData("v=STSv1; id=a.b", 10)]
    [InlineData("v=STSv1;  id=a;\tx=b=c", 17), InlineData("x; id=a", 1)]
    public void A_finding_points_at_the_field(string text, int column)
    {
        var finding = Assert.Single(MtaStsRecord.Parse(text).Findings);

        Assert.Equal((1, column), (finding.Line, finding.Column));
    }

    [Theory, InlineData("v=STSv1; id=a ", "white space"), InlineData("v=STSv1 ; id=a", "senders discard it")]
    [InlineData("v=STSv1;; id=a", "empty")]
    [InlineData("v=STSv1; id", "'='"), InlineData("v=STSv1; =a", "'='")]
    public void A_malformed_record_says_what_is_wrong(string text, string said) =>
        Assert.Contains(said, Assert.Single(MtaStsRecord.Parse(text).Findings).Message, StringComparison.Ordinal);

    [Theory, InlineData(1, " 1 other TXT record."), InlineData(2, " 2 other TXT records.")]
    public void Other_records_of_the_name_are_counted(int count, string said) => Assert.EndsWith(
        said,
        Assert.Single(MtaStsRecord.Choose([["v=STSv1; id=a;"], .. Enumerable.Repeat<string[]>(["v=spf1 -all"], count)]).Findings).Message,
        StringComparison.Ordinal);

    private static string GetCodes(ParseResult<MtaStsRecord> reading) => string.Join(' ', reading.Findings.Select(finding => finding.Code));
}
