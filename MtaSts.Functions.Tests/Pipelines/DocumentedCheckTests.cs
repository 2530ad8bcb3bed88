using System.Diagnostics;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The nightly check of a plain machine, by the scripts of docs/monitoring.md as written, but for their folders.</summary>
public sealed partial class DocumentedCheckTests : ScriptSandbox
{
    private const string Url = "https://hooks.contoso.com/pq8c4f1b2a7e";
    private const string Call = "check --all --smtp --since last.json --json last.json --html report.html --notify";
    private const string Variables = "printenv MtaSts__NotifyUrl PolicyStorage__tableServiceUri";

    private static readonly string Page = File.ReadAllText(Path.Combine(RootCommand.FindRoot(), "docs", "monitoring.md"));

    private static string Kept => $"{Url}\nhttps://<account>.table.core.windows.net\n";

    [Theory]
    [InlineData(0, "")]
    [InlineData(3, "New errors: see FOLDER/report.html\n")]
    [InlineData(2, "The check ended with 2: it could not check all domains, or not notify\n")]
    public async Task Cron_mails_what_is_wrong_and_no_more(int exitCode, string mail)
    {
        Write("etc/notify-url", $"{Url}\n");
        var tool = Fake("mta-sts").Answer("check *", exitCode: exitCode, script: Variables);
        var script = Write("check.sh", Find("sh", "#!/bin/sh")
            .Replace("/etc/mta-sts", InFolder("etc"), Ordinal).Replace("/var/lib/mta-sts", InFolder("lib"), Ordinal));

        var result = await RunProgramAsync(
            new ProcessStartInfo("sh", [script]), ("PATH", $"{InFolder("programs")}:{Environment.GetEnvironmentVariable("PATH")}"));

        Assert.Equal(new ToolResult(exitCode, mail.Replace("FOLDER", InFolder("lib"), Ordinal), ""), result);
        Assert.Equal([Call], tool.Calls);
        Assert.Equal(Kept, Read("lib/table.txt"));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(3, "New errors: see FOLDER\\report.html")]
    [InlineData(2, "The check ended with 2: it could not check all domains, or not notify")]
    public async Task The_event_log_gets_what_is_wrong_and_no_more(int exitCode, string? text)
    {
        Write("data/notify-url.txt", Url);
        var tool = Fake("mta-sts").Answer("check *", exitCode: exitCode, script: Variables);
        var log = Fake("eventcreate").Answer("*");
        Write("check.ps1", Find("powershell", "# Checks all domains").Replace(@"C:\ProgramData\mta-sts", InFolder("data"), Ordinal));

        var result = await RunScriptAsync(InFolder("check.ps1"), "");

        Assert.Equal((exitCode == 0 ? 0 : Failed, ""), result.Ending);
        Assert.Equal([Call], tool.Calls);
        Assert.Equal(
            text is null ? [] : [$"/T ERROR /ID 1 /L APPLICATION /SO mta-sts /D {text.Replace("FOLDER", InFolder("data"), Ordinal)}"],
            log.Calls);
        Assert.Equal(Kept, Read("data/table.txt"));
    }

    private static string Find(string language, string start) =>
        CodeBlock().Matches(Page).Single(block => block.Groups[1].Value == language && block.Groups[2].Value.StartsWith(start, Ordinal))
            .Groups[2].Value;

    [GeneratedRegex(@"(?ms)^```(\w+)\n(.*?)^```")]
    private static partial Regex CodeBlock();
}
