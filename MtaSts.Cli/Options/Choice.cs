using System.CommandLine;

namespace MtaSts.Cli.Options;

internal static class Choice
{
    /// <summary>Creates an option; it takes the words in any case, and gives them as they are written here.</summary>
    public static Option<string?> Create(string name, string description, params string[] words) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', words),
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var word = words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (word is null)
            {
                result.AddError($"'{text}' is not a value of {name}. Use {string.Join(", ", words[..^1])} or {words[^1]}.");
            }

            return word;
        },
    };
}
