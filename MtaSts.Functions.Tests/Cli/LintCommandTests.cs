namespace MtaSts.Functions.Tests.Cli;

public sealed class LintCommandTests : TestsWithFolder
{
    private const string Good = "version: STSv1\nmode: testing\nmax_age: 604800\nmx: *.mail.protection.outlook.com\n";
    private const string Canonical = "version: STSv1\r\nmode: testing\r\nmx: *.mail.protection.outlook.com\r\nmax_age: 604800\r\n";
    private const string Id = "f946149ece0e06e0";

    [Fact]
    public async Task A_valid_policy_is_done_and_has_its_id() =>
        Assert.Equal(new ToolResult(0, $"-: valid, id {Id}\n", ""), await Tool.RunAsync(["lint", "-"], [], Good));

    [Fact]
    public async Task Warnings_alone_leave_a_policy_valid() =>
        (await Tool.RunAsync(["lint", "-"], [], Good.Replace("604800", "0", Ordinal)))
            .AssertOutputContains(0, "  MTASTS154 warning line 3: The max_age is 0 seconds. Use 86400 or more");

    [Fact]
    public async Task Every_file_has_a_verdict_and_one_that_is_invalid_makes_findings()
    {
        var (good, bad) = (Write("good.txt", Good), Write("bad.txt", Good.Replace("STSv1", "STSv2", Ordinal)));

        Assert.Equal(new ToolResult(3, $"{good}: valid, id {Id}\n{bad}: invalid\n"
                + "  MTASTS113 error line 1, column 10: 'STSv2' is not a version. Did you mean 'STSv1'? Write 'version: STSv1', "
                + "with exactly this capitalization. (RFC 8461 §3.2)\n2 files: 1 valid, 1 invalid\n", ""),
            await Tool.RunAsync("lint", good, bad));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_fails_by_name_and_the_others_have_their_verdicts()
    {
        var missing = InFolder("missing.txt");
        var good = Write("good.txt", Good);

        Assert.Equal(new ToolResult(2, $"{good}: valid, id {Id}\n", $"{missing} could not be read: Could not find file '{missing}'.\n"),
            await Tool.RunAsync("lint", missing, good));
    }

    /// <summary>What a domain gets by a provider or by the default is in no file.</summary>
    [Theory]
    [InlineData("contoso.com", "contoso.com")]
    [InlineData("https://mta-sts.contoso.com/.well-known/mta-sts.txt", "contoso.com")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    public async Task A_domain_in_place_of_a_file_is_led_to_the_commands_that_take_one(string named, string domain) =>
        Assert.Equal(
            new ToolResult(2, "", $"There is no file '{named}'. lint reads files. To check what senders are served, run "
                + $"'mta-sts check {domain}'; 'mta-sts show {domain}' says what is wrong with its policy in the store, also if that is a "
                + "provider's or the default.\n"),
            await Tool.RunAsync("lint", named));

    [Theory]
    [InlineData("contoso.com.txt")]
    [InlineData("policies/contoso.com")]
    public async Task What_could_be_the_name_of_a_file_is_a_file_that_is_missing(string named) =>
        Assert.Contains($"{named} could not be read: ", (await Tool.RunAsync("lint", named)).Errors, Ordinal);

    [Fact]
    public async Task A_file_without_end_is_read_as_far_as_a_policy_may_go()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no endless file here.");

        var result = await Tool.RunAsync("lint", "/dev/zero");

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("/dev/zero: invalid\n  MTASTS101 error: The policy is 65537 bytes long.", result.Output, Ordinal);
    }

    [Fact]
    public async Task Json_has_file_verdict_findings_canonical_text_and_id()
    {
        var (good, bad) = (Write("good.txt", Good), Write("bad.txt", "mode: testing\n"));

        var result = await Tool.RunAsync("lint", good, bad, "--output", "json");

        var verdicts = result.Json;
        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["file", "valid", "findings", "canonical", "id"], Names(verdicts[0]));
        Assert.Equal((good, true, Canonical, Id),
            (verdicts[0].Text("file"), verdicts[0].GetProperty("valid").GetBoolean(),
                verdicts[0].Text("canonical"), verdicts[0].Text("id")));
        Assert.Equal(["file", "valid", "findings"], Names(verdicts[1]));
        Assert.Equal(["code", "severity", "line", "column", "message", "advice", "section"], Names(verdicts[1].GetProperty("findings")[0]));
    }

    [Fact]
    public async Task Records_are_read_one_a_line_and_findings_name_the_line()
    {
        var result = await Tool.RunAsync(["lint", "-", "--record", "mta-sts"], [], "v=STSv1; id=abc;\r\n\nv=STSv1; id=a-b;\n");

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("-:1: valid, id abc\n-:3: invalid\n  MTASTS205 error line 3, column ", result.Output, Ordinal);
    }

    [Fact]
    public async Task Json_of_a_record_has_its_line_and_its_canonical_form()
    {
        var result = await Tool.RunAsync(["lint", "-", "--record", "tls-rpt", "-o", "json"], [], "v=TLSRPTv1;rua=mailto:a@example.com\n");

        var verdict = result.Json[0];
        Assert.Equal(["file", "line", "valid", "findings", "canonical"], Names(verdict));
        Assert.Equal((1, "v=TLSRPTv1; rua=mailto:a@example.com"), (verdict.GetProperty("line").GetInt32(), verdict.Text("canonical")));
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task No_record_at_all_is_a_finding()
    {
        var result = await Tool.RunAsync(["lint", "-", "--record", "mta-sts"], [], "");

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("-:1: invalid\n  MTASTS201 error line 1", result.Output, Ordinal);
    }

    [Fact]
    public async Task Empty_standard_input_is_said_to_be_empty()
    {
        const string Said =
            "MTASTS103 error: The policy is empty. Write the fields version, mode, mx and max_age, one per line. (RFC 8461 §3.2)";

        Assert.Equal(new ToolResult(3, $"-: invalid\n  {Said}\n", ""), await Tool.RunAsync(["lint", "-"], [], ""));
    }

    [Fact]
    public async Task Records_in_a_file_of_PowerShell_are_read()
    {
        var file = InFolder("records.txt");
        await File.WriteAllTextAsync(file, "v=STSv1; id=abc;\r\n", Encoding.Unicode, Token);

        Assert.Equal(new ToolResult(0, $"{file}:1: valid, id abc\n", ""), await Tool.RunAsync("lint", file, "--record", "mta-sts"));
    }

    [Fact]
    public async Task Records_in_a_file_that_is_no_text_are_not_looked_for()
    {
        var file = InFolder("records.xlsx");
        await File.WriteAllBytesAsync(file, [.. "PK\u0003\u0004 xl/workbook.xml"u8], Token);

        Assert.Equal(
            new ToolResult(2, "", $"{file} is an Excel workbook. Write one TXT record per line, as plain text in UTF-8.\n"),
            await Tool.RunAsync("lint", file, "--record", "mta-sts"));
    }

    [Theory, InlineData("mta-sts", "\"v=STSv1; id=abc;\"", "201", "The record is in quotation marks, so senders discard it."
        + " Leave them out. They belong to zone files and to what tools show, not to the record.")]
    [InlineData("mta-sts", "_mta-sts 3600 IN TXT \"v=STSv1; id=abc;\"", "201", "The record is a line of a zone file, so senders discard it."
        + " Write only the text of the record, without name, type and quotation marks.")]
    [InlineData("tls-rpt", "v=TLSRPTv1; rua=postmaster@contoso.com", "305", "URI number 1, 'postmaster@contoso.com', has no scheme."
        + " Write mailto: before it.")]
    public async Task A_record_has_one_finding_with_the_cause(string kind, string text, string code, string said)
    {
        var result = await Tool.RunAsync(["lint", "-", "--record", kind], [], text);

        Assert.Matches(
            $@"^-:1: invalid\n  MTASTS{code} error line 1(, column \d+)?: {Regex.Escape(said)} \(RFC [^\n]*\)\n\z", result.Output);
    }

    [Theory, InlineData("lint"), InlineData("lint", "-", "--record", "spf")]
    public async Task A_wrong_command_line_is_wrong_usage(params string[] arguments) =>
        Assert.Equal(1, (await Tool.RunAsync(arguments)).ExitCode);

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
