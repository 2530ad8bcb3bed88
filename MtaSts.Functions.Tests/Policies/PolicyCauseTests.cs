using System.IO.Compression;
using static MtaSts.Functions.Tests.Policies.PolicyText;

namespace MtaSts.Functions.Tests.Policies;

/// <summary>What people hand in for a policy, and the one finding that each gets: its cause, and not what follows from it.</summary>
public sealed class PolicyCauseTests
{
    private const string Indented = "  version: STSv1\n  mode: testing\n  mx: mail.example.com\n  max_age: 1209600\n";
    private const string OneLine = "version: STSv1 mode: testing mx: mail.example.com max_age: 1209600";

    /// <summary>A text, and the only finding in it: code, place and message.</summary>
    public static TheoryData<string, string> Cases { get; } = new()
    {
        // What it is.
        { " \n\t\r\n", "MTASTS103: The policy is empty but for white space." },
        { "<!DOCTYPE html>\n<title>404</title>\n", "MTASTS122: This is an HTML page, not a policy." },
        { $"<pre>\n{Whole}</pre>\n", "MTASTS122: This is an HTML page, not a policy." },
        { "<?xml version=\"1.0\"?><Error/>", "MTASTS122: This is XML, not a policy." },
        { """{ "version": "STSv1", "mode": "testing", "mx": ["mail.example.com"] }""", "MTASTS123: This is JSON, not a policy." },
        { "\ufeff[ \"version: STSv1\" ]\n", "MTASTS123: This is JSON, not a policy." },
        { "v=STSv1; id=20160831085700Z;", "MTASTS124: This is a TXT record, not a policy." },
        { "\"v=STSv1; id=20160831085700Z;\"\n", "MTASTS124: This is a TXT record, not a policy." },
        { "_mta-sts 3600 IN TXT \"v=STSv1; id=1;\"", "MTASTS124: This is a TXT record, not a policy." },
        { "v=STSv1; id=1;\n" + Whole, "MTASTS124 line 1, column 1: The line is a TXT record." },
        { "Not Found", "MTASTS126: This is not a policy: no line is a field of one. It begins with 'Not Found'." },
        { "404: Not Found\r\n", "MTASTS126: This is not a policy: no line is a field of one. It begins with '404: Not Found'." },
        {
            "# version: STSv1\n# mode: testing\n",
            "MTASTS126: This is not a policy: no line is a field of one. It begins with '# version: STSv1'."
        },
        {
            new string('a', 50),
            $"MTASTS126: This is not a policy: no line is a field of one. It begins with '{new string('a', 40)}…'."
        },

        // Lines.
        { "\n\n" + Whole, "MTASTS104 line 1: Lines 1 and 2 are blank." },
        { Whole + "\n\n\n", "MTASTS104 line 5: Lines 5 to 7 are blank." },
        { VersionLine + " \t\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS104 line 2: The line is blank." },
        { VersionLine + "\u00a0\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS104 line 2: The line is blank." },
        { Whole.Replace('\n', '\r'), "MTASTS105 line 1, column 15: The line contains a carriage return without a line feed." },
        { Whole.Replace("\n", "\\n", Ordinal), "MTASTS125 line 1, column 15: The line has '\\n' in place of a line end." },
        { Whole.Replace("\n", "\\r\\n", Ordinal), "MTASTS125 line 1, column 15: The line has '\\r\\n' in place of a line end." },
        { Whole.Replace("\n", "`r`n", Ordinal), "MTASTS125 line 1, column 15: The line has '`r`n' in place of a line end." },
        { Whole.Replace("\n", "<br>", Ordinal), "MTASTS125 line 1, column 15: The line has '<br>' in place of a line end." },
        { Whole.Replace("\n", "%0A", Ordinal), "MTASTS125 line 1, column 15: The line has '%0A' in place of a line end." },
        {
            Whole.Replace('\n', '\u2028'),
            "MTASTS125 line 1, column 15: The line has U+2028 (line separator) in place of a line end."
        },
        { Indented, "MTASTS109 line 1: Lines 1 to 4 begin with white space." },
        { Indented.Replace("  ", "\t", Ordinal), "MTASTS109 line 1: Lines 1 to 4 begin with white space." },
        { VersionLine + ModeLine + "    " + MxLine + MaxAgeLine, "MTASTS109 line 3, column 1: The line begins with white space." },
        {
            "version : STSv1\nmode : testing\nmx : mail.example.com\nmax_age : 1209600\n",
            "MTASTS109 line 1: Lines 1 to 4 have white space before the colon."
        },
        { OneLine, "MTASTS129 line 1, column 16: The line has several fields." },
        { OneLine.Replace(" m", "; m", Ordinal), "MTASTS129 line 1, column 17: The line has several fields." },
        { OneLine.Replace(" m", ", m", Ordinal), "MTASTS129 line 1, column 17: The line has several fields." },
        { "- " + Whole.TrimEnd().Replace("\n", "\n- ", Ordinal), "MTASTS132 line 1: Lines 1 to 4 have '-', the sign of a list." },
        { "1. version: STSv1\n2. mode: testing\n" + MxLine + MaxAgeLine, "MTASTS132 line 1: Lines 1 and 2 have '1.', the sign of a list." },
        { "> " + Whole.TrimEnd().Replace("\n", "\n> ", Ordinal), "MTASTS132 line 1: Lines 1 to 4 have '>', the sign of a list." },
        { $"```\n{Whole}```\n", "MTASTS132 line 1: Lines 1 and 6 have '```', which is formatting." },
        { $"---\n{Whole}", "MTASTS132 line 1, column 1: The line has '---', which is formatting." },
        { VersionLine + ModeLine + MxLine + "max\\_age: 1209600\n", "MTASTS132 line 4, column 4: The line has '\\', which is formatting." },
        {
            $"<<<<<<< HEAD\n{VersionLine}=======\n>>>>>>> main\n{ModeLine}{MxLine}{MaxAgeLine}",
            "MTASTS132 line 1: Lines 1, 3 and 4 have '<<<<<<<', which is left of a merge conflict."
        },

        // What stands around fields and values.
        { "# our policy\n" + Whole, "MTASTS127 line 1, column 1: The line has a comment." },
        { "// one\n; two\n-- three\n<!-- four -->\n" + Whole, "MTASTS127 line 1: Lines 1 to 4 have a comment." },
        { VersionLine + "mode: testing # for now\n" + MxLine + MaxAgeLine, "MTASTS127 line 2, column 15: The line has a comment." },
        { VersionLine + "mode: testing# mode: enforce\n" + MxLine + MaxAgeLine, "MTASTS127 line 2, column 14: The line has a comment." },
        { VersionLine + ModeLine + "mx: mail.example.com // ours\n" + MaxAgeLine, "MTASTS127 line 3, column 22: The line has a comment." },
        { VersionLine + ModeLine + MxLine + "max_age: 1209600 (two weeks)\n", "MTASTS127 line 4, column 18: The line has a comment." },
        { $"\"{Whole.TrimEnd()}\"", "MTASTS128 line 1: Lines 1 and 4 have quotation marks." },
        { $"\u201c{Whole.TrimEnd()}\u201d", "MTASTS128 line 1: Lines 1 and 4 have quotation marks." },
        { VersionLine + "mode: \"testing\"\n" + MxLine + MaxAgeLine, "MTASTS128 line 2, column 1: The line has quotation marks." },
        { VersionLine + "mode: \u2018testing\u2019\n" + MxLine + MaxAgeLine, "MTASTS128 line 2, column 1: The line has quotation marks." },
        {
            "\"version\": \"STSv1\",\n\"mode\": \"testing\",\n\"mx\": \"mail.example.com\",\n\"max_age\": \"1209600\"\n",
            "MTASTS128 line 1: Lines 1 to 4 have quotation marks."
        },
        {
            "  \"version: STSv1\",\n  \"mode: testing\",\n  \"mx: mail.example.com\",\n  \"max_age: 1209600\"\n",
            "MTASTS128 line 1: Lines 1 to 4 have quotation marks."
        },
        { Whole.Replace("\n", ";\n", Ordinal), "MTASTS133 line 1: Lines 1 to 4 have ';' after the value." },
        { "version: STSv1;\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS133 line 1, column 15: The line has ';' after the value." },
        { VersionLine + "mode: testing,\n" + MxLine + MaxAgeLine, "MTASTS133 line 2, column 14: The line has ',' after the value." },
        { VersionLine + "mode=testing\n" + MxLine + MaxAgeLine, "MTASTS108 line 2, column 5: The line has '=' in place of the colon." },
        { "version = STSv1\nmode = testing\n" + MxLine + MaxAgeLine, "MTASTS108 line 1: Lines 1 and 2 have '=' in place of the colon." },
        { VersionLine + "mode testing\n" + MxLine + MaxAgeLine, "MTASTS108 line 2, column 6: The line has no colon." },
        { Whole + "and more\n", "MTASTS108 line 5: The line 'and more' has no colon." },
        {
            VersionLine + "mode: testing\u00a0\n" + MxLine + MaxAgeLine,
            "MTASTS131 line 2, column 14: The line contains U+00A0 (no-break space)."
        },
        {
            VersionLine + "mode:\u00a0testing\n" + MxLine + MaxAgeLine,
            "MTASTS131 line 2, column 6: The line contains U+00A0 (no-break space)."
        },
        {
            VersionLine + "mode: tes\u200bting\n" + MxLine + MaxAgeLine,
            "MTASTS131 line 2, column 10: The line contains U+200B (zero-width space)."
        },
        {
            VersionLine + "\ufeff" + ModeLine + MxLine + MaxAgeLine,
            "MTASTS131 line 2, column 1: The line contains U+FEFF (byte order mark)."
        },
        {
            Whole.Replace(": ", ":\u00a0", Ordinal),
            "MTASTS131 line 1: Lines 1 to 4 contain U+00A0 (no-break space)."
        },
        { VersionLine + "mode: te\tsting\n" + MxLine + MaxAgeLine, "MTASTS106 line 2, column 9: The value contains U+0009 (tab)." },

        // Hosts.
        {
            VersionLine + ModeLine + "mx: mail.example.com, mail2.example.com\n" + MaxAgeLine,
            "MTASTS130 line 3, column 5: The line has several hosts after 'mx:'."
        },
        {
            VersionLine + ModeLine + "mx: mail.example.com mail2.example.com; *.example.net;\n" + MaxAgeLine,
            "MTASTS130 line 3, column 5: The line has several hosts after 'mx:'."
        },
        {
            VersionLine + ModeLine + "mx: 10 mail.example.com\n" + MaxAgeLine,
            "MTASTS130 line 3, column 5: The line has a number before the host."
        },
        {
            VersionLine + ModeLine + "mx:\n  - mail.example.com\n  - mail2.example.com\n" + MaxAgeLine,
            "MTASTS130 line 4: Lines 4 and 5 have a host without 'mx:' before it."
        },
        {
            VersionLine + ModeLine + "mx: mail.example.com,\n    mail2.example.com,\n    mail3.example.com\n" + MaxAgeLine,
            "MTASTS130 line 4: Lines 4 and 5 have a host without 'mx:' before it."
        },
        {
            VersionLine + ModeLine + "mx: mail.example.com.\n" + MaxAgeLine,
            "MTASTS120 line 3, column 5: The mx 'mail.example.com.' is not a host name: it ends in a dot. Did you mean 'mail.example.com'?"
        },

        // Names.
        {
            VersionLine + "Mode: testing\n" + MxLine + MaxAgeLine,
            "MTASTS114 line 2, column 1: The field 'mode' is missing. Line 2 says 'Mode', and field names are case-sensitive."
        },
        {
            "eversion: STSv1\n" + ModeLine + MxLine + MaxAgeLine,
            "MTASTS112 line 1, column 1: The field 'version' is missing. Line 1 says 'eversion'."
        },
        {
            VersionLine + ModeLine + "nmx: a.example\n" + MaxAgeLine,
            "MTASTS119 line 3, column 1: The field 'mx' is missing. Line 3 says 'nmx'."
        },
        {
            VersionLine + ModeLine + "MX: a.example\nMX: b.example\n" + MaxAgeLine,
            "MTASTS119 line 3, column 1: The field 'mx' is missing. Lines 3 and 4 say 'MX', and field names are case-sensitive."
        },
        {
            VersionLine + ModeLine + MxLine + "max-age: 5\n",
            "MTASTS116 line 4, column 1: The field 'max_age' is missing. Line 4 says 'max-age'."
        },
        {
            VersionLine + ModeLine + MxLine + "maxage: 5\n",
            "MTASTS116 line 4, column 1: The field 'max_age' is missing. Line 4 says 'maxage'."
        },
        {
            "Version: STSv1\nMode: testing\nMX: a.example\nMax_Age: 5\n",
            "MTASTS134 line 1, column 1: The fields 'version', 'mode', 'mx' and 'max_age' are missing. Lines 1 to 4 say 'Version', 'Mode', "
            + "'MX' and 'Max_Age', and field names are case-sensitive."
        },
        { Whole + "nmx: b.example\n", "MTASTS162 line 5, column 1: Line 5 says 'nmx'. Did you mean 'mx'?" },
        { Whole + "Mode: enforce\n", "MTASTS162 line 5, column 1: Line 5 says 'Mode'. Did you mean 'mode'?" },
        { Whole + "mx1: a.example\nmx2: b.example\n", "MTASTS162 line 5, column 1: Lines 5 and 6 say 'mx1'. Did you mean 'mx'?" },

        // Values.
        {
            VersionLine + "mode: Enforce\n" + MxLine + MaxAgeLine,
            "MTASTS115 line 2, column 7: 'Enforce' is not a mode. Did you mean 'enforce'?"
        },
        {
            VersionLine + "mode: enforced\n" + MxLine + MaxAgeLine,
            "MTASTS115 line 2, column 7: 'enforced' is not a mode. Did you mean 'enforce'?"
        },
        { VersionLine + "mode: test\n" + MxLine + MaxAgeLine, "MTASTS115 line 2, column 7: 'test' is not a mode. Did you mean 'testing'?" },
        { VersionLine + "mode: report\n" + MxLine + MaxAgeLine, "MTASTS115 line 2, column 7: 'report' is not a mode." },
        {
            "version: STSV1\n" + ModeLine + MxLine + MaxAgeLine,
            "MTASTS113 line 1, column 10: 'STSV1' is not a version. Did you mean 'STSv1'?"
        },
        {
            "version: v=STSv1\n" + ModeLine + MxLine + MaxAgeLine,
            "MTASTS113 line 1, column 10: 'v=STSv1' is not a version. Did you mean 'STSv1'?"
        },
        { "version: 1\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS113 line 1, column 10: '1' is not a version." },
    };

    public static TheoryData<string, string> MaxAges { get; } = new()
    {
        { "1w", " Did you mean 604800?" }, { "14d", " Did you mean 1209600?" }, { "14 days", " Did you mean 1209600?" },
        { "2 Weeks", " Did you mean 1209600?" }, { "1 year", " Did you mean 31536000?" }, { "604800s", " Did you mean 604800?" },
        { "604800 seconds", " Did you mean 604800?" }, { "604,800", " Did you mean 604800?" }, { "604.800", " Did you mean 604800?" },
        { "1 209 600", " Did you mean 1209600?" }, { "1'209'600", " Did you mean 1209600?" }, { "1209600.0", " Did you mean 1209600?" },
        { "2 years", "" }, { "1m", "" }, { "-1", "" }, { "1.5d", "" }, { "P7D", "" }, { "one day", "" }, { "1e6", "" },
        { "99999999999", "" },
    };

    public static TheoryData<string, byte[]> Files => new()
    {
        { "MTASTS121: This is text in UTF-16, not plain text in UTF-8.", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Whole)] },
        { "MTASTS121: This is text in UTF-16, not plain text in UTF-8.", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Whole)] },
        { "MTASTS121: This is text in UTF-16 without a byte order mark, not plain text in UTF-8.", Encoding.Unicode.GetBytes(Whole) },
        { "MTASTS121: This is a gzip archive, not plain text in UTF-8.", Gzip(Whole) },
        { "MTASTS121: This is an Excel workbook, not plain text in UTF-8.", [.. "PK\u0003\u0004xl/workbook.xml"u8] },
        { "MTASTS121: This is an RTF document, not plain text in UTF-8.", [.. "{\\rtf1 version: STSv1\\par}"u8] },
        { "MTASTS121: This is not text.", [0x89, 0x50, 0, 0, 1, 2, 3] },
        { "MTASTS108 line 5: The line '{U+0000 (NUL)}' has no colon.", [.. Encoding.UTF8.GetBytes(Whole), 0] },
        {
            "MTASTS107 line 2, column 14: The value is not well-formed UTF-8: it has the byte 0xA0, which is U+00A0 (no-break space) in "
            + "other encodings.",
            Encoding.Latin1.GetBytes(VersionLine + "mode: testing\u00a0\n" + MxLine + MaxAgeLine)
        },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_mistake_has_one_finding_that_names_it(string text, string expected) => AssertOne(expected, Parse(text));

    [Theory, MemberData(nameof(Files))]
    public void A_file_that_is_no_text_in_UTF_8_is_called_what_it_is(string expected, byte[] text) =>
        AssertOne(expected, PolicyParser.Parse(text));

    [Theory, MemberData(nameof(MaxAges))]
    public void A_max_age_in_another_form_is_told_in_seconds_where_it_is_clear(string value, string told) => AssertOne(
        $"MTASTS117 line 4, column 10: The max_age '{value}' is not a number of seconds.{told}",
        Parse(VersionLine + ModeLine + MxLine + $"max_age: {value}\n"));

    [Fact]
    public void Two_mistakes_have_two_findings_and_what_is_wrong_beside_them_is_told_too() => Assert.Equal(
        [
            "MTASTS109 line 2: Lines 2 and 3 begin with white space.",
            "MTASTS115 line 2, column 9: 'Enforce' is not a mode. Did you mean 'enforce'?",
            "MTASTS127 line 2, column 17: The line has a comment.",
            "MTASTS154 line 4: The max_age is 0 seconds.",
        ],
        Parse(VersionLine + "  mode: Enforce # now\n  " + MxLine + "max_age: 0\n").Findings.Select(Tell));

    [Fact]
    public void A_missing_field_says_what_to_write_where_another_name_stands() =>
        Assert.Equal("Write 'mode' there.", Assert.Single(Parse(VersionLine + "Mode: testing\n" + MxLine + MaxAgeLine).Findings).Advice);

    [Fact]
    public void Many_lines_are_counted_and_the_first_named() => AssertOne(
        "MTASTS127 line 1: Lines 1, 3, 5, 6, 7 and 3 more have a comment.",
        Parse("#\n" + VersionLine + "#\n" + ModeLine + "#\n#\n#\n#\n#\n" + MxLine + MaxAgeLine + "#\n"));

    private static void AssertOne(string expected, ParseResult<Policy> reading) =>
        Assert.Equal(expected, string.Join('\n', reading.Findings.Select(Tell)));

    internal static string Tell(Finding finding) => $"{finding.Code}{(finding.Line == 0 ? "" : $" {finding.Place}")}: {finding.Message}";

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
