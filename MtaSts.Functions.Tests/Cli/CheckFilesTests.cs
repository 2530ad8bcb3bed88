using System.Xml.Linq;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The files that <c>check</c> writes, and an earlier one that it compares with.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class CheckFilesTests(TestNetwork network) : TestsOfCheck(network)
{
    [Theory]
    [InlineData("--junit", "", 1, "The name of the file or folder to write is empty.\n")]
    [InlineData("--html", "", 1, "The name of the file or folder to write is empty.\n")]
    [InlineData("--html", "/no-such-folder/page.html", 2,
        "/no-such-folder/page.html could not be written: the folder /no-such-folder does not exist.\n")]
    public async Task What_could_not_be_written_is_refused_before_anything_is_checked(
        string option, string path, int exitCode, string message) =>
        Assert.Equal(new ToolResult(exitCode, "", message), await RunAsync("good.test", option, path));

    [Fact]
    public async Task Only_what_is_new_since_an_earlier_report_sets_the_exit_code()
    {
        var first = await RunAsync("good.test", "redirected.test", "no-reports.test", "--output", "json");
        Assert.Equal(3, first.ExitCode);
        Write("first.json", first.Output);

        var same = await RunAsync("good.test", "redirected.test", "no-reports.test", "--since", InFolder("first.json"), "--strict");
        same.AssertOutputContains(0, "sustained: error MTASTS503 mta-sts.redirected.test\n");
        Assert.Contains(": 0 added, 2 sustained, 0 removed.\n", same.Output, Ordinal);

        var more = await RunAsync("good.test", "redirected.test", "not-found.test", "--since", InFolder("first.json"));
        more.AssertOutputContains(3, "added: error MTASTS504 mta-sts.not-found.test: ");
        Assert.Contains("new domain: not-found.test\n", more.Output, Ordinal);
        Assert.Contains("no longer checked: no-reports.test\n", more.Output, Ordinal);
    }

    [Fact]
    public async Task A_report_of_another_kind_is_not_compared_with()
    {
        Write("first.json", "[]");

        var result = await RunAsync("good.test", "--since", InFolder("first.json"));

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"{InFolder("first.json")} is not a report to compare with: ", result.Errors, Ordinal);
    }

    [Fact]
    public async Task One_run_writes_the_page_and_the_test_results_too()
    {
        var result = await RunAsync(
            "good.test", "redirected.test", "no-reports.test", "--html", InFolder("page.html"), "--junit", InFolder("results.xml"));

        Assert.Equal((3, ""), result.Ending);
        var suites = XDocument.Load(InFolder("results.xml")).Root!;
        Assert.Equal(
            ("15", "1", "1"), (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value, suites.Attribute("skipped")!.Value));
        var page = await File.ReadAllTextAsync(InFolder("page.html"), Token);
        Assert.Contains("redirected.test", page, Ordinal);
        Assert.EndsWith("</html>\n", page, Ordinal);
        Assert.Equal(["page.html", "results.xml"], Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task The_report_is_kept_beside_the_table_and_the_next_run_compares_with_it_and_replaces_it()
    {
        var json = InFolder("last.json");
        string[] call = ["redirected.test", "--since", json, "--json", json];

        var first = await RunAsync(call);
        var kept = JsonDocument.Parse(await File.ReadAllTextAsync(json, Token)).RootElement;
        var second = await RunAsync(call);

        Assert.Equal((3, $"There is no earlier report {json}: everything counts as new.\n"), first.Ending);
        Assert.Equal(["redirected.test"], GetDomains(kept));
        Assert.Contains("error MTASTS503 mta-sts.redirected.test: ", first.Output, Ordinal);
        Assert.Equal((0, ""), second.Ending);
        Assert.Contains("sustained: error MTASTS503 mta-sts.redirected.test\n", second.Output, Ordinal);
        var replaced = JsonDocument.Parse(await File.ReadAllTextAsync(json, Token)).RootElement;
        Assert.Equal(1, replaced.GetProperty("changes").GetProperty("sustained").GetInt32());
        Assert.Equal([json], Directory.EnumerateFiles(Folder));
    }

    [Fact]
    public async Task An_earlier_report_that_no_run_keeps_must_be_there()
    {
        var json = InFolder("last.json");

        var result = await RunAsync("good.test", "--since", json);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"{json} could not be read: ", result.Errors, Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_written_of_the_page_is_not_kept_as_known()
    {
        var json = Write("last.json", "{");
        Directory.CreateDirectory(InFolder("page.html"));

        var result = await RunAsync("redirected.test", "--json", json, "--html", InFolder("page.html"));

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"{InFolder("page.html")} could not be written: ", result.Errors, Ordinal);
        Assert.Equal("{", await File.ReadAllTextAsync(json, Token));
    }
}
