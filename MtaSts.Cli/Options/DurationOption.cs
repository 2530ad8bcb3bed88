using System.CommandLine;
using System.CommandLine.Parsing;

namespace MtaSts.Cli.Options;

internal static class DurationOption
{
    // Timers go no further than 49 days.
    private const int MaximumHours = 1000;

    public static Option<TimeSpan?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => Parse(result),
    };

    private static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!DurationText.TryParse(text, out var seconds) || seconds == 0)
        {
            result.AddError($"'{text}' is not a duration. Use one such as 90s, 10m or 1h.");
        }
        else if (seconds > MaximumHours * 3600)
        {
            result.AddError($"'{text}' is too long. Use at most {MaximumHours}h.");
        }

        return TimeSpan.FromSeconds(Math.Min(seconds, MaximumHours * 3600));
    }
}
