namespace MtaSts.Functions.Tests;

public sealed class ConventionTests
{
    private const int MaximumLength = 140;

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
        select file;
}
