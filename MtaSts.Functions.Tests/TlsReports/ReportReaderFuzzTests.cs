using CsCheck;
using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>Whatever comes, it is a report or a fault, and no exception.</summary>
public sealed class ReportReaderFuzzTests
{
    private static readonly byte[][] Seeds =
    [
        ReportText.Create().ToBytes(),
        ReportText.Gzip(ReportText.Create().ToBytes()),
        ReportText.Zip(("a.json", ReportText.Create().ToBytes()), ("b.json.gz", ReportText.Gzip(ReportText.Create().ToBytes()))),
        ReportText.Mail(
            "TLS-Report-Domain: contoso.com\r\n",
            ("Content-Type: application/tlsrpt+gzip\r\n", ReportText.Gzip(ReportText.Create().ToBytes()))),
    ];

    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ",", ":", "null", "7", "-1", "\"", "\"policies\":[", "\"policy\":{", "\"summary\":", "\"date-range\":{",
        "\"failure-details\":[", "\"start-datetime\":\"2026-11-20\"", "\"mx-host\":", "\"\\ud800\"", "\"policy-domain\":\"a.b\"",
    ];

    private static readonly Gen<byte[]> Damaged =
        from seed in Gen.Int[0, Seeds.Length - 1]
        from start in Gen.Int[0, Seeds[seed].Length - 1]
        from length in Gen.Int[0, 12]
        from other in Gen.Byte.Array[0, 12]
        select (byte[])[.. Seeds[seed][..start], .. other, .. Seeds[seed].Skip(start + length)];

    [Fact]
    public void A_damaged_report_is_read_or_named() => Damaged.Sample(Check, iter: 20_000);

    [Fact]
    public void Any_bytes_are_read_or_named() => Gen.Byte.Array[0, 200].Sample(Check, iter: 20_000);

    [Fact]
    public void Any_json_like_text_is_read_or_named() => Gen.Int[0, Words.Length - 1].List[0, 40].Sample(
        words => Check(Encoding.UTF8.GetBytes("{" + string.Concat(words.Select(word => Words[word])))), iter: 20_000);

    private static void Check(byte[] content)
    {
        var read = ReportReader.Read("file", content);

        Assert.NotEmpty(read);
        Assert.All(read, entry => Assert.True(entry.Report is null == entry.Fault is not null));
        Assert.All(read, entry => Assert.Equal(PlainText.Sanitize(entry.Fault ?? ""), entry.Fault ?? ""));
    }
}
