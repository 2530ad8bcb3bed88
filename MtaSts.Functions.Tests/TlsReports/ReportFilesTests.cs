using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Reports;
using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>What is read of a folder that anybody may have filled.</summary>
public sealed class ReportFilesTests : TestsWithFolder
{
    private const string Heap128Megabytes = "0x8000000";

    [Fact]
    public async Task Links_and_pipes_are_named_and_not_followed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes are made as on Linux.");
        var outside = Directory.CreateTempSubdirectory("mta-sts-test-");
        try
        {
            var report = Path.Combine(outside.FullName, "report.json");
            await File.WriteAllTextAsync(report, ReportText.Create().ToJsonString(), Token);
            File.CreateSymbolicLink(InFolder("file"), report);
            Directory.CreateSymbolicLink(InFolder("folder"), outside.FullName);
            Directory.CreateSymbolicLink(InFolder("loop"), Folder);
            using var mkfifo = Process.Start("mkfifo", [InFolder("pipe")]);
            await mkfifo.WaitForExitAsync(Token);

            var result = await Tool.RunAsync("reports", Folder);

            Assert.Equal(
                string.Concat(((string[])["file", "folder", "loop"]).Select(
                    name => $"Not read: {InFolder(name)}: it is a link, which is not followed.\n"))
                + $"Not read: {InFolder("pipe")}: it is a pipe, a socket or a device, not a file.\n"
                + "Files: 0; reports: 0; not read: 4.\n",
                result.Errors.Replace($"{Folder} has no files: no reports in it.\n", "", Ordinal));
            Assert.Equal(2, result.ExitCode);
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Folders_in_folders_are_read_and_hidden_ones_left_out()
    {
        Write("2026/11/report.json", ReportText.Create().ToJsonString());
        Write(".git/report.json", ReportText.Create("fabrikam.com").ToJsonString());
        Write(".report.tmp", "half");

        Assert.Equal((0, "Files: 1; reports: 1; not read: 0.\n"), (await Tool.RunAsync("reports", Folder)).Ending);
    }

    [Fact]
    public async Task A_folder_with_nothing_in_it_says_so() => Assert.Equal(
        (0, $"{Folder} has no files: no reports in it.\nFiles: 0; reports: 0; not read: 0.\n"),
        (await Tool.RunAsync("reports", Folder)).Ending);

    [Fact]
    public async Task A_path_that_is_not_there_is_an_error_before_anything_is_read() => Assert.Equal(
        new ToolResult(2, "", $"{InFolder("none")} could not be read: there is no such file or folder.\n"),
        await Tool.RunAsync("reports", "-", InFolder("none")));

    [Fact]
    public async Task A_name_reaches_no_terminal_raw()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere such a name cannot be.");
        Write("\u001B[31m\n.txt", "nothing");

        Assert.DoesNotContain('\u001B', (await Tool.RunAsync("reports", Folder)).Errors);
    }

    [Fact]
    public async Task A_report_that_is_in_two_files_which_are_read_at_once_is_counted_once()
    {
        foreach (var number in Enumerable.Range(0, 300))
        {
            var report = ReportText.Create(successful: number / 2);
            report["report-id"] = $"{number / 2}";
            Write($"{number:D3}.json", report.ToJsonString());
        }

        var expected = Enumerable.Range(0, 150).Sum();
        Assert.StartsWith($"contoso.com: {expected:N0} sessions", (await Tool.RunAsync("reports", Folder)).Output, Ordinal);
    }

    [Fact]
    public async Task Ten_gibibytes_in_a_gzip_are_named_in_little_memory()
    {
        Write("report.json", ReportText.Create().ToJsonString());
        var bomb = InFolder("bomb.json.gz");
        await WriteBombAsync(bomb);
        foreach (var number in Enumerable.Range(0, 4))
        {
            File.Copy(bomb, InFolder($"bomb{number}.json.gz"));
            await File.WriteAllBytesAsync(InFolder($"small{number}.gz"), ReportText.Gzip(new byte[64 * 1024 * 1024]), Token);
        }

        Assert.InRange(new FileInfo(bomb).Length, 1_000_000, 15_000_000);
        var result = await ToolProcess.RunAsync(["reports", Folder], [("DOTNET_GCHeapHardLimit", Heap128Megabytes)]);

        Assert.Contains($"Not read: {bomb}: it inflates to more than 20 MiB.\n", result.Errors, Ordinal);
        Assert.EndsWith("Files: 10; reports: 1; not read: 9.\n", result.Errors, Ordinal);
        Assert.StartsWith("contoso.com: 10 sessions", result.Output, Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Mails_of_15_MB_are_read_in_little_memory()
    {
        var report = ("Content-Type: application/tlsrpt+json\r\n", ReportText.Create().ToBytes());
        foreach (var number in Enumerable.Range(0, 4))
        {
            var noise = new byte[10_900_000];
            new Random(number).NextBytes(noise);
            var mail = ReportText.Mail("", ("Content-Type: application/gzip; name=a.gz\r\n", noise), report);
            Assert.InRange(mail.Length, 14_500_000, 15_000_000);
            await File.WriteAllBytesAsync(InFolder($"mail{number}.eml"), mail, Token);
            await File.WriteAllBytesAsync(InFolder($"beyond{number}.eml"), [.. mail, .. new byte[1_000_000]], Token);
        }

        var result = await ToolProcess.RunAsync(["reports", Folder], [("DOTNET_GCHeapHardLimit", Heap128Megabytes)]);

        Assert.Contains($"Not read: {InFolder("beyond0.eml")}: it has more than 15,000,000 bytes.\n", result.Errors, Ordinal);
        Assert.Contains($"Not read: {InFolder("mail0.eml")}: a.gz: it is neither text nor an archive.\n", result.Errors, Ordinal);
        Assert.EndsWith("Files: 8; reports: 1; copies: 3; not read: 8.\n", result.Errors, Ordinal);
        Assert.StartsWith("contoso.com: 10 sessions", result.Output, Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    /// <summary>What takes a parser of mails more than a gigabyte, or minutes, in a few kilobytes.</summary>
    [Fact]
    public async Task Mails_of_millions_of_headers_parts_and_spaces_are_named_in_little_memory()
    {
        const string multipart = "From: a@mail.example\nContent-Type: multipart/mixed; boundary=a\n\n";
        Write("report.json", ReportText.Create().ToJsonString());
        await WriteRepeatedAsync("parts.gz", multipart, "--a\n\n\n", 500_000);
        await WriteRepeatedAsync("parts.eml", multipart, "--a\n\n\n", 2_000_000);
        await WriteRepeatedAsync("headers.eml", "From: a@mail.example\n", "X:\n", 4_600_000);
        await WriteRepeatedAsync("folded.eml", "From: a@mail.example\nTo:", " a:\n", 3_500_000);
        await WriteRepeatedAsync("part.eml", $"{multipart}--a\nContent-Type: text/plain", "; a=b", 2_800_000);
        await WriteRepeatedAsync("spaces.gz", "", " ", 20 * 1024 * 1024);

        var result = await ToolProcess.RunAsync(["reports", Folder], [("DOTNET_GCHeapHardLimit", Heap128Megabytes)]);

        const string header = "a mail has at most 256 KiB and 1,000 lines of headers";
        const string parts = "only the first 50 parts of a mail are read";
        (string Name, string Fault)[] expected =
        [
            ("folded.eml", header), ("headers.eml", header), ("part.eml", header), ("parts.eml", parts), ("parts.gz", parts),
            ("spaces.gz", "it is text, not a report"),
        ];
        Assert.Equal(
            string.Concat(expected.Select(file => $"Not read: {InFolder(file.Name)}: {file.Fault}.\n"))
            + "Files: 7; reports: 1; not read: 6.\n",
            result.Errors);
    }

    [Fact]
    public async Task Reports_of_thousands_of_failures_and_long_texts_are_kept_in_little_memory()
    {
        var text = new string('x', 250);
        foreach (var file in Enumerable.Range(0, 8))
        {
            var report = ReportText.Create();
            report["report-id"] = $"{file}";
            report.SetFailures([.. Enumerable.Range(0, 9_900).Select(number => new JsonObject
            {
                ["result-type"] = $"{number} {text}",
                ["receiving-mx-hostname"] = $"{number} {text}",
                ["sending-mta-ip"] = $"{number} {text}",
                ["receiving-mx-helo"] = $"{number} {text}",
                ["additional-information"] = $"{number} {text}",
                ["failure-reason-code"] = $"{number} {text}",
            })]);
            await File.WriteAllBytesAsync(InFolder($"{file}.json.gz"), ReportText.Gzip(report.ToBytes()), Token);
        }

        var result = await ToolProcess.RunAsync(["reports", Folder], [("DOTNET_GCHeapHardLimit", Heap128Megabytes)]);

        Assert.EndsWith("Files: 8; reports: 8; not read: 0.\n", result.Errors, Ordinal);
        Assert.StartsWith("contoso.com: 79,200 sessions failed, 80 went well", result.Output, Ordinal);
        Assert.InRange(result.Output.Split('\n').Length, 20, 1_000);
        Assert.Equal(3, result.ExitCode);
    }

    [Fact]
    public async Task Reports_on_thousands_of_domains_that_differ_are_kept_in_little_memory()
    {
        var domain = $"{new string('a', 60)}.{new string('b', 60)}.{new string('c', 60)}.{new string('d', 40)}";
        foreach (var file in Enumerable.Range(0, 5))
        {
            var report = ReportText.Create();
            report.Remove("report-id");
            report["policies"] = new JsonArray(
                [.. Enumerable.Range(0, 1_000).Select(number => CreatePolicy($"{domain}.x{file}y{number}.example"))]);
            await File.WriteAllBytesAsync(InFolder($"{file}.json.gz"), ReportText.Gzip(report.ToBytes()), Token);
        }

        var result = await ToolProcess.RunAsync(
            ["reports", Folder, "--domain", "contoso.com"], [("DOTNET_GCHeapHardLimit", Heap128Megabytes)]);

        Assert.Equal(
            (0, "Left out: reports of 5,000 other domains. Name a domain with --domain to see its reports.\n"
                + "Files: 5; reports: 5; not read: 0.\n"),
            result.Ending);
    }

    [Fact]
    public async Task Reports_of_very_long_policies_are_kept_in_little_memory()
    {
        var line = $"\"{new string('m', 300)}\"";
        foreach (var file in Enumerable.Range(0, 5))
        {
            var report = ReportText.Create();
            report["report-id"] = $"{file}";
            var policies = Enumerable.Range(0, 1_000).Select(number => CreatePolicy("contoso.com").ToJsonString().Replace(
                "\"mode: testing\"", $"\"mx: {file}-{number}\",{string.Join(',', Enumerable.Repeat(line, 60))}", Ordinal));
            report["policies"] = "POLICIES";
            var json = report.ToJsonString().Replace("\"POLICIES\"", $"[{string.Join(',', policies)}]", Ordinal);
            await File.WriteAllBytesAsync(InFolder($"{file}.json.gz"), ReportText.Gzip(Encoding.UTF8.GetBytes(json)), Token);
        }

        var result = await ToolProcess.RunAsync(["reports", Folder], [("DOTNET_GCHeapHardLimit", Heap128Megabytes)]);

        Assert.EndsWith("Files: 5; reports: 5; not read: 0.\n", result.Errors, Ordinal);
        Assert.StartsWith("contoso.com: 50,000 sessions under MTA-STS, none failed.\n", result.Output, Ordinal);
    }

    [Fact]
    public async Task More_reports_than_can_be_kept_are_refused_with_what_to_do()
    {
        var file = Write("report.json", ReportText.Create().ToJsonString());
        var collected = new CollectedReports(_ => true, DateTimeOffset.MinValue) { MaximumBytes = 100 };
        var console = Tool.CreateConsole(TextWriter.Null, TextWriter.Null, []);

        var refused = await Assert.ThrowsAsync<CommandException>(() => ReportFiles.ReadAsync([file], collected, console, Token));

        Assert.Equal(
            $"There are more reports than can be kept in memory: reading stopped at {file}. Move old ones, and any that strangers made up, "
            + "to another folder, or have 'mta-sts reports' leave old ones out with --since.",
            refused.Message);
    }

    [Fact]
    public async Task Where_strangers_fill_a_mailbox_the_tool_says_so_before_memory_runs_out()
    {
        var text = new string('x', 230);
        foreach (var file in Enumerable.Range(0, 120))
        {
            var report = ReportText.Create();
            report["report-id"] = $"{file}";
            report.SetFailures([.. Enumerable.Range(0, 250).Select(number => new JsonObject
            {
                ["result-type"] = $"{file} {number} a {text}",
                ["receiving-mx-hostname"] = $"{file} {number} b {text}",
                ["sending-mta-ip"] = $"{file} {number} c {text}",
            })]);
            await File.WriteAllBytesAsync(InFolder($"{file:D3}.json.gz"), ReportText.Gzip(report.ToBytes()), Token);
        }

        var result = await ToolProcess.RunAsync(["reports", Folder], [("DOTNET_GCHeapHardLimit", Heap128Megabytes)]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("There are more reports than can be kept in memory: reading stopped at ", result.Errors, Ordinal);
    }

    [Fact]
    public async Task What_permissions_close_is_named_and_the_rest_is_read()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permissions keep nobody out here.");
            return;
        }

        Write("report.json", ReportText.Create().ToJsonString());
        var file = Write("secret.json");
        var folder = Directory.CreateDirectory(InFolder("secrets")).FullName;
        File.SetUnixFileMode(file, UnixFileMode.None);
        File.SetUnixFileMode(folder, UnixFileMode.None);

        var result = await Tool.RunAsync("reports", Folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal(
            $"Not read: {folder}: the folder could not be read: Access to the path '{folder}' is denied.\n"
            + $"Not read: {file}: it could not be read: Access to the path '{file}' is denied.\n"
            + "Files: 2; reports: 1; not read: 2.\n",
            result.Errors);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Long_reading_shows_how_far_it_is_and_ends_when_it_is_interrupted()
    {
        foreach (var number in Enumerable.Range(0, 3))
        {
            Write($"{number}.json", ReportText.Create().ToJsonString());
        }

        // At a terminal, standard input does not come to an end by itself.
        using var session = TerminalSession.Start(["reports", Folder, "-"]);
        await session.ReadUntilAsync("Reading reports");
        await session.ReadUntilAsync("75%");

        var (exitCode, screen) = await session.InterruptAsync();

        Assert.Equal(2, exitCode);
        Assert.EndsWith("Cancelled.\n", screen, Ordinal);
        Assert.DoesNotContain("Files: ", screen, Ordinal);
    }

    private static JsonNode CreatePolicy(string domain) => ReportText.Create(domain)["policies"]![0]!.DeepClone();

    private async Task WriteRepeatedAsync(string name, string start, string repeated, int times)
    {
        await using var file = File.Create(InFolder(name));
        await using Stream content =
            name.EndsWith(".gz", Ordinal) ? new GZipStream(file, CompressionLevel.SmallestSize) : file;
        await content.WriteAsync(Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(repeated, times))), Token);
    }

    /// <summary>Zeros packed as one member of 16 MiB, again and again.</summary>
    private static async Task WriteBombAsync(string path)
    {
        const int memberLength = 16 * 1024 * 1024;
        const int members = 640;
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[memberLength], Token);
        }

        await using var file = File.Create(path);
        for (var member = 0; member < members; member++)
        {
            await file.WriteAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length), Token);
        }
    }
}
