namespace MtaSts.Functions.Tests;

public sealed class ConventionTests
{
    private const int MaximumLength = 140;

    /// <summary>Folders whose lines are still being shortened.</summary>
    private static readonly string[] Unfinished =
    [
        "MtaSts.Cli/", "MtaSts.Functions/", "MtaSts/Storage/", "bench/",
        "MtaSts.Functions.Tests/Infrastructure/", "MtaSts.Functions.Tests/Pipelines/", "MtaSts.Functions.Tests/Storage/",
    ];

    [Fact]
    public void A_line_has_140_characters_at_most() =>
        Assert.Empty(
            from file in SourceFiles()
            from line in File.ReadLines(file).Select((text, index) => (text.Length, Number: index + 1))
            where line.Length > MaximumLength
            select $"{Path.GetRelativePath(RootCommand.FindRoot(), file)}:{line.Number}");

    private static IEnumerable<string> SourceFiles() =>
        from project in Directory.EnumerateFiles(RootCommand.FindRoot(), "*.csproj", SearchOption.AllDirectories)
        from file in Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories)
        where !Unfinished.Any(folder => Path.GetRelativePath(RootCommand.FindRoot(), file).StartsWith(folder, Ordinal))
        select file;
}
