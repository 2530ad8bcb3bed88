using MtaSts.Cli.Console;
using MtaSts.Functions.Tests.Cloud;

namespace MtaSts.Functions.Tests.Onboarding;

/// <summary>What docs/start.md shows is what the tool prints, and what the documents say to type for onboarding is taken.</summary>
public sealed partial class DocumentedOnboardingTests : TestsInCloud
{
    public static TheoryData<string> Commands =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RootCommand.FindRoot(), "docs"), "*.md")
            .Append(Path.Combine(RootCommand.FindRoot(), "README.md"))
            .SelectMany(file => CodeBlock().Matches(File.ReadAllText(file)))
            .SelectMany(block => block.Groups["text"].Value.Split('\n'))
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("mta-sts onboard ", Ordinal) || line.StartsWith("mta-sts offboard ", Ordinal))
            .Distinct(),
    ];

    private static string Page => Path.Combine(RootCommand.FindRoot(), "docs", "start.md");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Cloud.AddDomain("contoso.com");
    }

    [Fact]
    public async Task The_page_shows_what_the_tool_prints()
    {
        var text = await File.ReadAllTextAsync(Page, Token);
        var shown = CodeBlock().Matches(text)
            .Where(block => block.Groups["language"].Value == "text")
            .Select(block => block.Groups["text"].Value)
            .ToList();

        Assert.Equal(3, shown.Count);
        AssertSame(shown[1], await DoAsync("onboard contoso.com"));
        Cloud.Clock.Time.Advance(TimeSpan.FromDays(14));
        AssertSame(shown[2], await DoAsync("promote contoso.com --publish"));
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task The_tool_takes_every_command_of_the_documents(string command)
    {
        await File.WriteAllTextAsync(InFolder("domains.txt"), "contoso.com\n", Token);
        await DoAsync("onboard contoso.com");
        var words = command["mta-sts ".Length..].Replace("domains.txt", InFolder("domains.txt"), Ordinal);

        var result = await Cloud.RunAsync(words.Contains("--what-if", Ordinal) ? words : $"{words} --yes");

        Assert.True(result.ExitCode != ExitCode.WrongUsage, $"{command}: {result}");
    }

    private async Task<string> DoAsync(string command)
    {
        var result = await Cloud.Clock.RunAsync(Task.Run(() => Tool.RunAsync(
            [.. command.Split(' '), "--yes", "--database", InFolder("policies.db")], [("COLUMNS", "80")], services: Cloud.Services)));
        Assert.True(result.ExitCode == ExitCode.Done, $"{command}: {result}");
        return $"{result.Output}\n{result.Errors}";
    }

    /// <summary>Line by line, because messages and results are two streams; white space, times and ids do not count.</summary>
    private static void AssertSame(string shown, string printed)
    {
        var (left, right) = (Shorten(Question().Replace(shown, "")), Shorten(printed));
        Assert.All(left.Split('\n'), line => Assert.Contains(Join(line), Join(right), Ordinal));
        Assert.All(right.Split('\n'), line => Assert.Contains(Join(line), Join(left), Ordinal));
    }

    private static string Shorten(string text) => Changing().Replace(text, "#");

    private static string Join(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"(?ms)^ *```(?<language>sh|text)\n(?<text>.*?)^ *```")] private static partial Regex CodeBlock();
    [GeneratedRegex(@"(?m)^ *Apply these changes\?.*$")] private static partial Regex Question();
    [GeneratedRegex(@"\d{14}Z[0-9a-f]{8}|(\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d")] private static partial Regex Changing();
}
