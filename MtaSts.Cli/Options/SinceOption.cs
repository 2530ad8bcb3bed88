using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace MtaSts.Cli.Options;

/// <summary>From when on something counts: a date, or so many days ago.</summary>
internal sealed class SinceOption
{
    private const int MaximumDays = 36_500;

    private readonly Option<Func<DateTimeOffset, DateTimeOffset>?> option;

    public SinceOption(string description) => option = new Option<Func<DateTimeOffset, DateTimeOffset>?>("--since")
    {
        Description = description,
        HelpName = "DATE|DAYS",
        CustomParser = Parse,
    };

    public void AddTo(Command command) => command.Options.Add(option);

    /// <summary>The time, UTC; null where the call has none.</summary>
    public DateTimeOffset? Find(ParseResult arguments, DateTimeOffset now) => arguments.GetValue(option)?.Invoke(now);

    private static Func<DateTimeOffset, DateTimeOffset>? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (TimeText.TryParse(text, out var time))
        {
            return _ => time;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MaximumDays)
        {
            return now => now.AddDays(-days);
        }

        result.AddError($"'{text}' is neither a date nor a number of days. Use one such as 2026-01-31 or 14.");
        return null;
    }
}
