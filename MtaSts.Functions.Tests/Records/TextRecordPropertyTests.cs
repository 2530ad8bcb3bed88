using CsCheck;
using MtaSts.Records;

namespace MtaSts.Functions.Tests.Records;

public sealed partial class TextRecordPropertyTests
{
    private const string Alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int MaximumFindings = 101;

    // RFC 8461 §3.1: *WSP ";" *WSP sts-field, and the name of RFC 8461 is that of RFC 8460.
    private const string Field = @"[ \t]*;[ \t]*(?<name>[A-Za-z0-9][A-Za-z0-9_.\-]{0,31})=(?<value>[!-:<>-~]+)";

    private static readonly string[] Alphabet =
    [
        "v=STSv1", "v=TLSRPTv1", "%", "%4", " ;", "; ", ";", " ", "\t", "=", ",", "!", "id", "id=", "id=a", "id=a.b", "rua=",
        "rua=mailto:a@b.example",
        "https://a.example/", "/", ":", "x=y", "x", "_", "\u00e9", "\0", "\n", "\ud83d", "abcdefghijklmnopqrstuvwxyz012345",
    ];

    private static readonly Gen<string> Words = Gen.Select(
        Gen.OneOf("", "v=STSv1", "v=STSv1 ; id=a", "v=STSv1; id=a", "v=TLSRPTv1", "v=TLSRPTv1; rua=mailto:a@b.example"),
        Gen.OneOf(Alphabet).Array[0, 12],
        (start, words) => start + string.Concat(words));

    private static readonly Gen<string> Texts = Gen.OneOf(Gen.String, Words);

    [Fact]
    public void Any_text_gives_a_sound_reading_of_the_policy_record() =>
        Texts.Sample(text => AssertSound(MtaStsRecord.Parse(text)), iter: 3_000);

    [Fact]
    public void Any_text_gives_a_sound_reading_of_the_report_record() =>
        Texts.Sample(text => AssertSound(TlsRptRecord.Parse(text)), iter: 3_000);

    [Fact]
    public void Any_records_of_a_name_give_a_sound_reading() => Texts.Array[0, 3].Array[0, 4].Sample(
        records =>
        {
            AssertSound(MtaStsRecord.Choose(records));
            AssertSound(TlsRptRecord.Choose(records));
        },
        iter: 1_000);

    [Fact]
    public void The_parser_and_the_grammar_as_an_expression_agree() => Texts.Sample(
        text =>
        {
            var match = Grammar().Match(text);
            var firstId = match.Groups["name"].Captures.Zip(match.Groups["value"].Captures).FirstOrDefault(
                field => field.First.Value == "id").Second;
            Assert.Equal(firstId is { Length: <= 32 } && firstId.Value.All(char.IsAsciiLetterOrDigit), MtaStsRecord.Parse(text).IsValid);
        },
        iter: 5_000);

    [Fact]
    public void A_record_that_is_valid_by_itself_is_the_one_that_senders_choose_and_no_other() => Texts.Sample(
        text =>
        {
            Assert.Equal(MtaStsRecord.Parse(text).Value, MtaStsRecord.Choose([[text]]).Value);
            Assert.Equal(TlsRptRecord.Parse(text).Value, TlsRptRecord.Choose([[text]]).Value);
        },
        iter: 3_000);

    [Fact]
    public void Any_id_is_written_and_read_back() =>
        Gen.Char[Alphanumeric].Array[1, 32].Select(id => new MtaStsRecord(new string(id))).Sample(
        record => Assert.Equal(record, MtaStsRecord.Parse(record.ToString()).Value));

    [Theory, InlineData(";"), InlineData("; x=y"), InlineData("; id=a.b"), InlineData(" "), InlineData("; rua=,,"), InlineData(",")]
    public void Findings_are_bounded_whatever_fills_the_record(string piece)
    {
        var filling = string.Concat(Enumerable.Repeat(piece, 65_000 / piece.Length));

        Assert.InRange(MtaStsRecord.Parse("v=STSv1" + filling).Findings.Count, 1, MaximumFindings);
        Assert.InRange(TlsRptRecord.Parse("v=TLSRPTv1; rua=x" + filling).Findings.Count, 1, MaximumFindings);
    }

    private static void AssertSound<T>(ParseResult<T> reading)
        where T : class
    {
        Assert.InRange(reading.Findings.Count, 0, MaximumFindings);
        Assert.Equal(reading.Value is null, reading.Findings.Any(finding => finding.Severity == Severity.Error));
    }

    [GeneratedRegex(@"\Av=STSv1(?=;)(?:" + Field + @")+(?:[ \t]*;[ \t]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
