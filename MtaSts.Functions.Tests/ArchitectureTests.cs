using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace MtaSts.Functions.Tests;

public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["MtaSts"] = [],
        ["MtaSts.Sqlite"] = ["MtaSts"],
        ["MtaSts.Serving"] = ["MtaSts"],
        ["MtaSts.Functions"] = ["MtaSts.Serving", "MtaSts"],
        ["MtaSts.Server"] = ["MtaSts.Serving", "MtaSts.Sqlite", "MtaSts"],
        ["MtaSts.Cli"] = ["MtaSts.Sqlite", "MtaSts"],
    };

    private static readonly string Root = RootCommand.FindRoot();

    /// <summary>The product's projects, by the solution: where each is, below the root.</summary>
    private static readonly Dictionary<string, string> Projects = ProjectLine().Matches(
        File.ReadAllText(Path.Combine(Root, "MtaSts.Functions.sln")))
        .Where(line => MayKnow.ContainsKey(line.Groups["name"].Value))
        .ToDictionary(line => line.Groups["name"].Value, line => Path.Combine(Root, line.Groups["path"].Value.Replace('\\', '/')));

    public static TheoryData<string> Names { get; } = [.. Projects.Keys];

    [Fact]
    public void Every_project_has_a_place()
    {
        var all = ProjectLine().Matches(
            File.ReadAllText(Path.Combine(Root, "MtaSts.Functions.sln"))).Select(line => line.Groups["name"].Value);

        Assert.Equal(Projects.Keys.Order(), all.Where(name => name.StartsWith("MtaSts", Ordinal) && !IsForDevelopers(name)).Order());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_project_knows_only_the_projects_below_it(string project)
    {
        var known = XDocument.Load(Projects[project]).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Where(name => name.StartsWith("MtaSts", Ordinal));

        Assert.Empty(known.Except(MayKnow[project]));
    }

    [Theory, MemberData(nameof(Names))]
    public void No_folder_of_a_project_knows_a_folder_that_knows_it(string project)
    {
        var cycles = FindCycles(ReadUses(project));

        Assert.True(cycles.Count == 0, string.Join('\n', cycles));
    }

    [Fact]
    public void Folders_that_know_each_other_are_found() =>
        Assert.Equal(
            ["A -> B -> C -> A", "A.One -> A.Two -> A.One"],
            FindCycles(
                [("A", "B"), ("B.Below", "C"), ("C", "A.One"), ("A.One", "A.Two"), ("A.Two", "A.One"), ("B", "B.Below"), ("D", "A")]));

    /// <summary>
    /// Which folder uses a type of which other one, by what was compiled; the root of a project is the folder named like it.
    /// </summary>
    private static HashSet<(string From, string To)> ReadUses(string project)
    {
        var file = FindAssembly(project);
        var types = new ArchLoader().LoadFilteredDirectory(Path.GetDirectoryName(file)!, Path.GetFileName(file)).Build().Types;
        return
        [.. from type in types
            from dependency in type.Dependencies
            let use = (From: FindFolder(type, project), To: FindFolder(dependency.Target, project))
            where use is { From: not null, To: not null } && use.From != use.To
            select (use.From, use.To)];
    }

    // The generic parameters of methods of the same name, such as those of generated JSON contexts, are one type to the loader.
    private static string? FindFolder(IType type, string project) =>
        type is not GenericParameter && type.Namespace?.FullName is { } name && $"{name}.".StartsWith($"{project}.", Ordinal) ? name : null;

    /// <summary>Cycles among the folders of one level, each with all that is below it, and between a folder and those in it.</summary>
    private static List<string> FindCycles(IEnumerable<(string From, string To)> uses)
    {
        var edges = uses.Select(
            use => Separate(use.From, use.To)).Where(use => use.From != use.To).Distinct().ToLookup(use => use.From, use => use.To);
        return [.. edges.Select(edge => FindWay(edges, edge.Key)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The two folders next to each other above these two: A.B.C and A.D.E are A.B and A.D; A and A.B.C are A and A.B.</summary>
    private static (string From, string To) Separate(string from, string to)
    {
        var (one, other) = (from.Split('.'), to.Split('.'));
        var common = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return (string.Join('.', one.Take(common + 1)), string.Join('.', other.Take(common + 1)));
    }

    /// <summary>The shortest way from a folder back to it, told from the first of its names; null when there is none.</summary>
    private static string? FindWay(ILookup<string, string> edges, string start)
    {
        var ways = new Queue<string[]>([[start]]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var way))
        {
            foreach (var next in edges[way[^1]])
            {
                if (next == start)
                {
                    var first = Array.IndexOf(way, way.Min(StringComparer.Ordinal));
                    return string.Join(" -> ", [.. way[first..], .. way[..first], way[first]]);
                }

                if (seen.Add(next))
                {
                    ways.Enqueue([.. way, next]);
                }
            }
        }

        return null;
    }

    private static bool IsForDevelopers(string project) => project.EndsWith(".Tests", Ordinal) || project.EndsWith(".Benchmarks", Ordinal);

    /// <summary>What the solution's build made of a project: beside the tests, or where they are themselves.</summary>
    private static string FindAssembly(string project)
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var name = XDocument.Load(Projects[project]).Descendants("AssemblyName").SingleOrDefault()?.Value ?? project;
        return ((string[])[AppContext.BaseDirectory, Path.Combine(tests.Parent!.Parent!.FullName, project, tests.Name)])
            .Select(folder => Path.Combine(folder, $"{name}.dll")).First(File.Exists);
    }

    [GeneratedRegex("""^Project\("[^"]+"\) = "(?<name>[^"]+)", "(?<path>[^"]+\.csproj)""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
