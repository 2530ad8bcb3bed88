namespace MtaSts.Functions.Tests.Documents;

/// <summary>Whatever a document, a message or a comment links to is there.</summary>
public sealed partial class DocumentLinkTests
{
    private static readonly string Root = RootCommand.FindRoot();

    public static TheoryData<string> Documents => [.. FindDocuments().Select(path => Path.GetRelativePath(Root, path))];

    [Theory, MemberData(nameof(Documents))]
    public void Every_link_of_a_document_leads_to_a_file_and_a_heading(string document)
    {
        var path = Path.Combine(Root, document);
        var broken = Link().Matches(WithoutCode(File.ReadAllText(path)))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains(':', Ordinal))
            .Where(target => !Leads(path, target));

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_document_of_the_folder_is_linked_from_another_one()
    {
        var linked = FindDocuments()
            .SelectMany(path => Link().Matches(WithoutCode(File.ReadAllText(path)))
                .Select(match => (From: path, To: Resolve(path, match.Groups["target"].Value.Split('#')[0]))))
            .Where(link => link.From != link.To)
            .Select(link => link.To);

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Except(linked));
    }

    [Fact]
    public void Every_document_that_a_message_or_a_comment_names_is_there()
    {
        var named = from file in FindSources()
                    from match in Mention().Matches(File.ReadAllText(file))
                    select (file, match.Value);

        Assert.NotEmpty(named);
        Assert.All(named, mention => Assert.True(File.Exists(Path.Combine(Root, mention.Value)), $"{mention}"));
    }

    [Fact]
    public void Every_section_that_a_message_names_is_there()
    {
        var named = (from file in FindSources().Where(file => !file.Contains("Tests", Ordinal))
                     from match in Section().Matches(File.ReadAllText(file))
                     select (Document: match.Groups["document"].Value, Title: match.Groups["title"].Value.Trim())).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.All(named, section => Assert.Contains(
            section.Title, Heading().Matches(File.ReadAllText(Path.Combine(Root, section.Document))).Select(
                match => match.Groups["title"].Value)));
    }

    [Theory, InlineData("MtaSts"), InlineData("MtaSts.Cli"), InlineData("MtaSts.Serving")]
    public void The_architecture_says_what_each_folder_of_a_project_is(string project)
    {
        var text = File.ReadAllText(Path.Combine(Root, "docs", "architecture.md"));
        var folders = Directory.EnumerateDirectories(Path.Combine(Root, project))
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any())
            .Select(folder => Path.GetFileName(folder));

        Assert.All(folders, folder => Assert.Contains($"`{folder}`", text, Ordinal));
    }

    [Theory, InlineData("The host name of the app", "the-host-name-of-the-app"), InlineData("### `mta-sts.json`", "mta-stsjson")]
    [InlineData("A bounce with 5.4.8, or 5.7.5", "a-bounce-with-548-or-575"), InlineData("What is `max_age`?", "what-is-max_age")]
    public void An_anchor_is_made_of_a_heading_as_the_web_sites_of_repositories_do(string heading, string anchor) =>
        Assert.Equal(anchor, ToAnchor(heading.TrimStart('#', ' ')));

    private static bool Leads(string from, string target)
    {
        var parts = target.Split('#');
        var path = Resolve(from, parts[0]);
        return Path.Exists(path) && (parts.Length == 1 || FindAnchors(path).Contains(parts[1], StringComparer.Ordinal));
    }

    private static string Resolve(string from, string target) =>
        target.Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, target));

    /// <summary>Of headings that are alike, the second ends in -1, and so on.</summary>
    private static IEnumerable<string> FindAnchors(string path) =>
        Heading().Matches(WithoutCode(File.ReadAllText(path)))
            .Select(match => ToAnchor(match.Groups["title"].Value))
            .GroupBy(anchor => anchor)
            .SelectMany(alike => alike.Select((anchor, index) => index == 0 ? anchor : $"{anchor}-{index}"));

    private static string ToAnchor(string heading) =>
        NotInAnchor().Replace(LinkText().Replace(heading, "$1"), "").Replace(' ', '-').ToLowerInvariant();

    private static string WithoutCode(string text) => CodeBlock().Replace(text, "");

    private static IEnumerable<string> FindDocuments() =>
        Directory.EnumerateFiles(Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md"))
            .Append(Path.Combine(Root, "bench", "README.md"));

    private static IEnumerable<string> FindSources() =>
        from folder in Directory.EnumerateDirectories(Root)
        let name = Path.GetFileName(folder)
        where name.StartsWith("MtaSts", Ordinal) || name is "eng" or "infra"
        from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".cs" or ".yml" or ".ps1" or ".bicep" or ".bicepparam" or ".targets"
        select file;

    [GeneratedRegex(@"\]\(\s*<?(?<target>[^)\s>]+)>?\s*\)")] private static partial Regex Link();
    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")] private static partial Regex LinkText();
    [GeneratedRegex(@"(?m)^#{1,6} (?<title>.+?)\s*$")] private static partial Regex Heading();
    [GeneratedRegex(@"(?ms)^ *```.*?^ *```")] private static partial Regex CodeBlock();
    [GeneratedRegex(@"[^\w\- ]")] private static partial Regex NotInAnchor();
    [GeneratedRegex(@"\bdocs/[\w-]+\.md\b")] private static partial Regex Mention();
    [GeneratedRegex(@"(?<document>docs/[\w-]+\.md), (?<title>[A-Z][^"".)]*)")] private static partial Regex Section();
}
