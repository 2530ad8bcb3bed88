namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>What the documents say to type is what the scripts of <c>eng</c> take.</summary>
public sealed partial class DocumentedCommandTests
{
    public static TheoryData<string, string> Calls => [.. Find().Select(call => (call.Document, call.Text))];

    [Theory, MemberData(nameof(Calls))]
    public void A_documented_call_has_the_options_that_the_script_knows_and_needs(string document, string call)
    {
        var path = ScriptPath().Match(call).Value;
        Assert.True(ScriptSandbox.Scripts.Contains(path), $"{document}: {path}");
        var script = PipelineText.Read(path);
        var options = Option().Matches(call).Select(match => match.Value).ToList();

        Assert.All(options, option => Assert.Contains($"    {option}) ", script, Ordinal));
        Assert.All(Required().Matches(script).Select(match => match.Groups[1].Value), option => Assert.Contains(option, options));
    }

    [Fact]
    public void The_documents_show_how_to_deploy() =>
        Assert.Superset(
            new HashSet<string> { "deploy.sh", "deploy-app.sh", "pack.sh", "outputs.sh", "bound-domains.sh", "bind-domains.sh" },
            Find().Select(call => ScriptPath().Match(call.Text).Value["eng/".Length..]).ToHashSet());

    /// <summary>Calls in code blocks, each to the end of its command.</summary>
    private static IEnumerable<(string Document, string Text)> Find() =>
        from document in Directory.EnumerateFiles(Path.Combine(RootCommand.FindRoot(), "docs"), "*.md")
            .Append(Path.Combine(RootCommand.FindRoot(), "README.md")).Order(StringComparer.Ordinal)
        from block in CodeBlock().Matches(File.ReadAllText(document))
        from call in Call().Matches(Continuation().Replace(block.Groups[1].Value, " "))
        select (Path.GetFileName(document), call.Value);

    [GeneratedRegex(@"(?ms)^ *```sh\n(.*?)^ *```")] private static partial Regex CodeBlock();
    [GeneratedRegex(@"\\\n\s*")] private static partial Regex Continuation();
    [GeneratedRegex(@"eng/[a-z-]+\.sh[^\n;|&)]*")] private static partial Regex Call();
    [GeneratedRegex(@"eng/[a-z-]+\.sh")] private static partial Regex ScriptPath();
    [GeneratedRegex(@"(?<= )--[a-z-]+")] private static partial Regex Option();
    [GeneratedRegex(@"(?m)^required (--[a-z-]+) ")] private static partial Regex Required();
}
