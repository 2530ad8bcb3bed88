using YamlDotNet.Serialization;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The pipelines and templates of the checkout, as they are written.</summary>
internal static class PipelineText
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithDuplicateKeyChecking().Build();

    public const string Settings = "eng/pipelines/settings.yml";

    public static IReadOnlyList<string> Pipelines { get; } = [.. Find(".", "azure-pipelines*.yml")];

    public static IReadOnlyList<string> Templates { get; } = [.. Find("eng/pipelines", "*.yml")];

    public static IEnumerable<string> All => Pipelines.Concat(Templates);

    public static string Read(string path) => File.ReadAllText(Path.Combine(RootCommand.FindRoot(), path));

    public static Dictionary<object, object> Parse(string path) => Yaml.Deserialize<Dictionary<object, object>>(Read(path));

    /// <summary>Scalars below a node, keys included.</summary>
    public static IEnumerable<string> Scalars(object? node) => node switch
    {
        Dictionary<object, object> map => map.SelectMany(pair => Scalars(pair.Key).Concat(Scalars(pair.Value))),
        List<object> list => list.SelectMany(Scalars),
        null => [],
        _ => [node.ToString()!],
    };

    /// <summary>Mappings below a node, itself included.</summary>
    public static IEnumerable<Dictionary<object, object>> Mappings(object? node) => node switch
    {
        Dictionary<object, object> map => map.Values.SelectMany(Mappings).Prepend(map),
        List<object> list => list.SelectMany(Mappings),
        _ => [],
    };

    private static IEnumerable<string> Find(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(RootCommand.FindRoot(), folder), pattern)
            .Select(file => Path.GetRelativePath(RootCommand.FindRoot(), file))
            .Order(StringComparer.Ordinal);
}
