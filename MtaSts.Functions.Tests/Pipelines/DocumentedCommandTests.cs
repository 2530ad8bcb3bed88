namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>What the documents say to type is what the scripts of <c>eng</c> take.</summary>
public sealed partial class DocumentedCommandTests
{
    public static TheoryData<string, string> Calls => [.. Find().Select(call => (call.Document, call.Text))];

    [Theory, MemberData(nameof(Calls))]
    public void A_documented_call_has_the_parameters_that_the_script_knows_and_needs(string document, string call)
    {
        var path = ScriptPath().Match(call).Value;
        Assert.True(ScriptSandbox.Scripts.Contains(path), $"{document}: {path}");
        ScriptParameters.Read(path).AssertTakes(call[path.Length..]);
    }

    [Fact]
    public void The_documents_name_nothing_in_eng_that_is_not_there()
    {
        var named = Documents().SelectMany(file => AnyPath().Matches(File.ReadAllText(file)).Select(match => match.Value));

        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(RootCommand.FindRoot(), path)), path));
    }

    [Fact]
    public void The_documents_show_how_to_pack_and_deploy()
    {
        Assert.Contains(Find(), call => call.Text.StartsWith("eng/deploy-app.ps1", Ordinal));
        Assert.Contains(Documents(), file => File.ReadAllText(file).Contains("-p:AppPackage=", Ordinal));
    }

    /// <summary>Calls in code blocks, each to the end of its command.</summary>
    private static IEnumerable<(string Document, string Text)> Find() =>
        from document in Documents()
        from block in CodeBlock().Matches(File.ReadAllText(document))
        from call in Call().Matches(Continuation().Replace(block.Groups[1].Value, " "))
        select (Path.GetFileName(document), call.Value);

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Path.Combine(RootCommand.FindRoot(), "docs"), "*.md")
            .Append(Path.Combine(RootCommand.FindRoot(), "README.md")).Append(Path.Combine(RootCommand.FindRoot(), "CONTRIBUTING.md"))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"(?ms)^ *```(?:sh|powershell)\n(.*?)^ *```")] private static partial Regex CodeBlock();
    [GeneratedRegex(@"[\\`]\n\s*")] private static partial Regex Continuation();
    [GeneratedRegex(@"eng/[a-z-]+\.ps1[^\n;|&)]*")] private static partial Regex Call();
    [GeneratedRegex(@"eng/[a-z-]+\.ps1")] private static partial Regex ScriptPath();
    [GeneratedRegex(@"(?<![\w/])eng/[\w/.-]*\w")] private static partial Regex AnyPath();
}
