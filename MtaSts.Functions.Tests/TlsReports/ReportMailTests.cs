using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>Mails that are longer than any report's.</summary>
public sealed class ReportMailTests
{
    private const string TooMuchHeader = "a mail has at most 256 KiB and 1,000 lines of headers";

    private static readonly byte[] Json = ReportText.Create().ToBytes();

    [Theory, InlineData(50, 50, null), InlineData(51, 50, "only the first 50 parts of a mail are read")]
    public void Parts_beyond_the_fiftieth_are_named_and_the_others_read(int parts, int reports, string? fault)
    {
        var mail = ReportText.Mail(
            "", Enumerable.Range(0, parts).Select(_ => ("Content-Type: application/tlsrpt+json\r\n", Json)));

        var read = ReportReader.Read("mail.eml", mail);

        Assert.Equal(reports, read.Count(entry => entry.Report is not null));
        Assert.Equal(fault, read[^1].Fault);
    }

    [Fact]
    public void A_report_behind_fifty_other_parts_is_not_passed_over_without_a_word()
    {
        var texts = Enumerable.Repeat(("Content-Type: text/plain\r\n", "Hello."u8.ToArray()), 50);

        var read = Assert.Single(ReportReader.Read("mail.eml", ReportText.Mail("", [.. texts, ("Content-Type: text/plain\r\n", Json)])));

        Assert.Equal(("mail.eml", "only the first 50 parts of a mail are read"), (read.Source, read.Fault));
    }

    [Theory]
    [InlineData(1, 200_000, null)]
    [InlineData(1, 300_000, TooMuchHeader)]
    [InlineData(900, 10, null)]
    [InlineData(1_100, 10, TooMuchHeader)]
    public void A_header_may_be_long_but_not_as_long_as_a_mail(int lines, int length, string? fault)
    {
        var headers = string.Concat(Enumerable.Repeat($"X-Filler: {new string('x', length)}\r\n", lines));

        var read = Assert.Single(ReportReader.Read("mail.eml", ReportText.Mail(headers, ("Content-Type: text/plain\r\n", Json))));

        Assert.Equal(fault, read.Fault);
        Assert.Equal(fault is null, read.Report is not null);
    }

    [Fact]
    public void So_may_the_headers_of_its_parts_together()
    {
        var filler = $"X-Filler: {new string('x', 30_000)}\r\n";

        var parts = Enumerable.Repeat(($"Content-Type: text/plain\r\n{filler}", Json), 20);

        var read = ReportReader.Read("mail.eml", ReportText.Mail("", parts));

        Assert.Equal(8, read.Count(entry => entry.Report is not null));
        Assert.Equal(TooMuchHeader, read[^1].Fault);
    }

    [Theory]
    [InlineData("   \n  \n")]
    [InlineData("Hello Ann:\nFrom: ann@contoso.com\n\n")]
    [InlineData(":\nFrom: ann@contoso.com\n\n")]
    [InlineData("12:30 it began\n12:31 it ended\n")]
    public void A_text_that_does_not_begin_as_a_mail_is_none(string text) => Assert.Equal(
        "it is text, not a report", Assert.Single(ReportReader.Read("file", Encoding.UTF8.GetBytes(text))).Fault);

    [Theory, InlineData("\uFEFF"), InlineData("X-Any : text\r\n"), InlineData("X-Any:\r\n folded\r\n")]
    public void What_may_stand_before_the_first_field_of_a_mail_does_no_harm(string before)
    {
        byte[] mail = [.. Encoding.UTF8.GetBytes(before), .. ReportText.Mail("", ("Content-Type: application/tlsrpt+json\r\n", Json))];

        Assert.NotNull(Assert.Single(ReportReader.Read("mail.eml", mail)).Report);
    }

    [Theory, InlineData("quoted-printable"), InlineData("8bit"), InlineData("x-unknown")]
    public void A_part_may_be_encoded_as_senders_like(string encoding)
    {
        var json = Encoding.UTF8.GetString(Json);
        var text = encoding == "quoted-printable" ? json.Replace("=", "=3D", Ordinal).Replace(",", ",=\r\n", Ordinal) : json;
        var mail = $"From: a@mail.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            + $"Content-Type: application/json; name=\"report.json\"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{text}\r\n--b--\r\n";

        var read = Assert.Single(ReportReader.Read("mail.eml", Encoding.UTF8.GetBytes(mail)));

        Assert.Equal(("mail.eml: report.json", null), (read.Source, read.Fault));
    }
}
