using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>What reports come in: mail, gzip, zip and JSON, told apart by content.</summary>
public sealed class ReportReaderTests
{
    private const string Damaged = "the gzip is cut off or damaged";
    private const string DamagedOrFollowed = $"{Damaged}, or something that is not gzip follows it";

    private static readonly byte[] Json = ReportText.Create().ToBytes();
    private static readonly byte[] JsonWithoutDomain = CreateWithoutDomain();

    public static TheoryData<string, byte[]> Containers => new()
    {
        { "JSON", Json },
        { "with white space before it", [.. "\r\n\t "u8, .. Json] },
        { "with a byte order mark", [.. Encoding.UTF8.Preamble, .. Json] },
        { "gzip", ReportText.Gzip(Json) },
        { "gzip of two members", [.. ReportText.Gzip(Json[..100]), .. ReportText.Gzip(Json[100..])] },
        { "gzip with something after it", [.. ReportText.Gzip(Json), .. "\r\n"u8] },
        { "gzip in gzip", ReportText.Gzip(ReportText.Gzip(Json)) },
        { "zip", ReportText.Zip(("report.json", Json)) },
        { "zip with a folder", ReportText.Zip(("november/report.json", Json)) },
        { "zip with a time in the name", ReportText.Zip(("2026-11-20T00:00:00Z.json", Json)) },
        { "zip with a path that turns back", ReportText.Zip(("a/../report.json", Json)) },
        { "gzip in zip", ReportText.Zip(("report.json.gz", ReportText.Gzip(Json))) },
        {
            "mail",
            ReportText.Mail(
                "",
                ("Content-Type: text/plain\r\n", "A report."u8.ToArray()),
                ("Content-Type: application/tlsrpt+gzip\r\n", ReportText.Gzip(Json)))
        },
        { "mail with the report as any bytes", ReportText.Mail("", ("Content-Type: application/octet-stream\r\n", ReportText.Gzip(Json))) },
        { "mail with the report as text", ReportText.Mail("", ("Content-Type: text/plain\r\n", Json)) },
        {
            "mail with the report inline",
            ReportText.Mail("", ("Content-Type: application/tlsrpt\r\nContent-Disposition: inline\r\n", Json))
        },
        {
            "mail that is the report",
            [.. "From: a@mail.example\r\nContent-Type: application/tlsrpt+json\r\n\r\n"u8, .. Json]
        },
        {
            "mail in a mail as any bytes",
            ReportText.Mail("", ("Content-Type: application/octet-stream; name=r.eml\r\n", Forward(Json)))
        },
        { "mail in a mail in base64", ReportText.Mail("", ("Content-Type: message/rfc822\r\n", Forward(Json))) },
        {
            "mail in a mail",
            [
                .. "From: ann@contoso.com\r\nContent-Type: message/rfc822\r\n\r\n"u8,
                .. ReportText.Mail("", ("Content-Type: application/tlsrpt+gzip\r\n", ReportText.Gzip(Json))),
            ]
        },
    };

    [Theory, MemberData(nameof(Containers))]
    public void A_report_is_found_in_whatever_it_comes(string kind, byte[] content)
    {
        var read = Assert.Single(ReportReader.Read("file", content));

        Assert.True(read.Fault is null, $"{kind}: {read.Fault}");
        Assert.Equal("contoso.com", Assert.Single(read.Report!.Policies).Domain.Ascii);
        Assert.StartsWith("file", read.Source, Ordinal);
    }

    [Theory]
    [InlineData("TLS-Report-Domain: fabrikam.com\r\nSubject: Report Domain: other.com Submitter: mail.example\r\n", "a!third.com!1!2.json")]
    [InlineData("Subject: Report Domain: fabrikam.com\r\n Submitter: mail.example Report-ID: <1>\r\n", "a!third.com!1!2.json")]
    [InlineData("Subject: A report\r\n", "mail.example!fabrikam.com!1013662812!1013749130.json.gz")]
    public void A_report_without_a_domain_takes_that_of_the_mail_its_subject_or_the_files_name(string headers, string name)
    {
        var mail = ReportText.Mail(
            headers,
            (
                $"Content-Type: application/tlsrpt+gzip\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n",
                ReportText.Gzip(JsonWithoutDomain)));

        Assert.Equal("fabrikam.com", Assert.Single(Assert.Single(ReportReader.Read("mail.eml", mail)).Report!.Policies).Domain.Ascii);
    }

    [Theory]
    [InlineData("Subject: Report Domain: outer.com Submitter: a\r\n", "Subject: Report Domain: fabrikam.com Submitter: a\r\n")]
    [InlineData("Subject: Fw: a report\r\n", "Subject: Report Domain: fabrikam.com Submitter: a\r\n")]
    [InlineData("TLS-Report-Domain: fabrikam.com\r\n", "Subject: A report\r\n")]
    public void Of_a_mail_in_a_mail_the_inner_one_says_the_domain_first(string outer, string inner)
    {
        var report = ReportText.Gzip(JsonWithoutDomain);
        var forwarded = ReportText.Mail(inner, ("Content-Type: application/tlsrpt+gzip\r\n", report));
        byte[] mail =
        [
            .. Encoding.UTF8.GetBytes($"From: ann@contoso.com\r\n{outer}Content-Type: multipart/mixed; boundary=c\r\n\r\n"),
            .. "--c\r\nContent-Type: message/rfc822\r\n\r\n"u8, .. forwarded, .. "\r\n"u8,
            .. "--c\r\nContent-Type: application/tlsrpt+gzip; name=\"a!third.com!1!2.json.gz\"\r\n"u8,
            .. "Content-Transfer-Encoding: base64\r\n\r\n"u8,
            .. Encoding.UTF8.GetBytes($"{Convert.ToBase64String(report)}\r\n--c--\r\n"),
        ];

        var domains = ReportReader.Read("mail.eml", mail).Select(read => read.Report!.Policies[0].Domain.Ascii);

        var ofOuter = outer.Contains("outer", Ordinal) ? "outer.com" : outer.Contains("fabrikam", Ordinal) ? "fabrikam.com" : "third.com";
        Assert.Equal(["fabrikam.com", ofOuter], domains);
    }

    [Fact]
    public void The_name_of_a_file_says_the_domain_of_a_report_that_does_not()
    {
        var read = Assert.Single(ReportReader.Read("in/mail.example!fabrikam.com!1!2!x.json", JsonWithoutDomain));

        Assert.Equal("fabrikam.com", Assert.Single(read.Report!.Policies).Domain.Ascii);
    }

    public static TheoryData<string, byte[]> Unreadable => new()
    {
        { "it is empty", [] },
        { "it is text, not a report", "Hello."u8.ToArray() },
        { "it is an HTML page, not a report", "<!DOCTYPE html><html></html>"u8.ToArray() },
        { "it is text in UTF-16, not a report", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")] },
        {
            "it is an Outlook message (.msg) or an old Office file; save the message as .eml",
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]
        },
        {
            "it is a mailbox file (mbox); save each message in it as .eml",
            "From ann@contoso.com Fri Nov 20\nFrom: a@b.example\n\n"u8.ToArray()
        },
        { "no part of the mail is a report", ReportText.Mail("", ("Content-Type: text/plain\r\n", "Hello."u8.ToArray())) },
        { Damaged, ReportText.Gzip(Json)[..^1] },
        { Damaged, ReportText.Gzip(Json)[..^8] },
        { DamagedOrFollowed, ReportText.Gzip(Json)[..^20] },
        { DamagedOrFollowed, [.. ReportText.Gzip(Json[..100]), .. "\r\n"u8] },
        { "the archive is cut off or damaged", ReportText.Zip(("report.json", Json))[..^10] },
        { "the archive is empty", ReportText.Zip() },
        { "its path leads out of the archive", ReportText.Zip(("../report.json", Json)) },
        { "its path leads out of the archive", ReportText.Zip(("/etc/report.json", Json)) },
        { "its path leads out of the archive", ReportText.Zip(("C:\\report.json", Json)) },
        { "its path leads out of the archive", ReportText.Zip(("C:/report.json", Json)) },
        { "its path leads out of the archive", ReportText.Zip(("\\report.json", Json)) },
        { "its path leads out of the archive", ReportText.Zip(("a\\..\\..\\report.json", Json)) },
        { "it inflates to more than 20 MiB", ReportText.Gzip(new byte[21 * 1024 * 1024]) },
        { "it inflates to more than 20 MiB", ReportText.Zip(("report.json", new byte[21 * 1024 * 1024])) },
        {
            "there are too many containers in one another",
            Enumerable.Range(0, 6).Aggregate(Json, (content, _) => ReportText.Gzip(content))
        },
        { "it is not a TLS report: it has no policies", "{}"u8.ToArray() },
    };

    [Theory, MemberData(nameof(Unreadable))]
    public void What_cannot_be_read_is_named_with_the_reason(string fault, byte[] content)
    {
        var read = Assert.Single(ReportReader.Read("file", content));

        Assert.Null(read.Report);
        Assert.Equal(fault, read.Fault);
    }

    [Fact]
    public void Wherever_a_gzip_is_cut_off_it_is_not_taken_for_a_report()
    {
        var packed = ReportText.Gzip(Json);

        for (var length = 2; length < packed.Length; length++)
        {
            var read = Assert.Single(ReportReader.Read("file", packed.AsMemory(0, length)));

            Assert.Null(read.Report);
            Assert.Contains(read.Fault, (string[])[Damaged, DamagedOrFollowed]);
        }
    }

    [Fact]
    public void Of_many_entries_the_first_are_read_and_one_bad_one_does_not_hold_up_the_others()
    {
        var archive = ReportText.Zip(Enumerable.Range(0, 200).Select(i => ($"{i}.json", i == 3 ? "{"u8.ToArray() : Json)));

        var read = ReportReader.Read("file.zip", archive);

        Assert.Equal((51, 49), (read.Count, read.Count(entry => entry.Report is not null)));
        Assert.Equal(("file.zip: 3.json", "the JSON is cut off"), (read[3].Source, read[3].Fault));
        Assert.Equal(("file.zip", "only the first 50 entries of a file are read"), (read[50].Source, read[50].Fault));
    }

    [Fact]
    public void What_each_entry_is_packed_in_does_not_count_as_an_entry()
    {
        var month = ReportText.Zip(Enumerable.Range(0, 30).Select(day => ($"{day}.json.gz", ReportText.Gzip(Json))));

        Assert.Equal(30, ReportReader.Read("file.zip", month).Count(entry => entry.Report is not null));
    }

    [Fact]
    public void Of_many_bombs_in_a_file_no_more_is_inflated_than_of_other_entries()
    {
        var bomb = new byte[21 * 1024 * 1024];

        var read = ReportReader.Read("file.zip", ReportText.Zip(Enumerable.Range(0, 6).Select(number => ($"{number}.json", bomb))));

        Assert.All(read.Take(2), entry => Assert.Equal("it inflates to more than 20 MiB", entry.Fault));
        Assert.All(
            read.Skip(2), entry => Assert.Equal("it and what was read before it are more than 60 MiB together", entry.Fault));
    }

    [Fact]
    public void What_is_in_a_file_is_read_up_to_60_MiB_together_and_the_rest_is_named()
    {
        byte[] large = [.. Json, .. Enumerable.Repeat((byte)' ', 19 * 1024 * 1024)];
        var archive = ReportText.Zip(("1.json", large), ("2.json", large), ("3.json", large), ("4.json", large), ("5.json", Json));

        var read = ReportReader.Read("file.zip", archive);

        Assert.Equal(5, read.Count);
        Assert.All(read.Take(3), entry => Assert.NotNull(entry.Report));
        Assert.All(
            read.Skip(3), entry => Assert.Equal("it and what was read before it are more than 60 MiB together", entry.Fault));
    }

    [Fact]
    public void A_mail_that_is_too_large_is_not_read() => Assert.Equal(
        "it has more than 15,000,000 bytes", Assert.Single(ReportReader.Read("file", new byte[15_000_001])).Fault);

    private static byte[] Forward(byte[] json) => ReportText.Mail("", ("Content-Type: application/tlsrpt+gzip\r\n", ReportText.Gzip(json)));

    private static byte[] CreateWithoutDomain()
    {
        var json = ReportText.Create();
        json.GetPolicy().Remove("policy-domain");
        return json.ToBytes();
    }
}
