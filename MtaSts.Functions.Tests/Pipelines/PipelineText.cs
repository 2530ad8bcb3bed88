using YamlDotNet.Serialization;
using YamlMap = System.Collections.Generic.Dictionary<object, object>;

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
    public static YamlMap Parse(string path) => Yaml.Deserialize<YamlMap>(Read(path));

    /// <summary>Scalars below a node, keys included.</summary>
    public static IEnumerable<string> Scalars(object? node) => node switch
    {
        YamlMap map => map.SelectMany(pair => Scalars(pair.Key).Concat(Scalars(pair.Value))),
        List<object> list => list.SelectMany(Scalars),
        null => [],
        _ => [node.ToString()!],
    };

    /// <summary>Mappings below a node, itself included.</summary>
    public static IEnumerable<YamlMap> Mappings(object? node) => node switch
    {
        YamlMap map => map.Values.SelectMany(Mappings).Prepend(map),
        List<object> list => list.SelectMany(Mappings),
        _ => [],
    };

    private static IEnumerable<string> Find(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(RootCommand.FindRoot(), folder), pattern)
            .Select(file => Path.GetRelativePath(RootCommand.FindRoot(), file)).Order(StringComparer.Ordinal);
}
