using System.CommandLine;

namespace MtaSts.Cli.Options;

internal static class TextOption
{
    public static Option<string?> Create(string name, string? valueName, string description) =>
        new(name) { Description = description, HelpName = valueName };

    public static Option<string[]> CreateRepeatable(string name, string valueName, string description) =>
        new(name) { Description = $"{description}; repeatable", HelpName = valueName };
}
