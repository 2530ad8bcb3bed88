using System.Globalization;

namespace MtaSts.Functions.Tests.Model;

/// <summary>What the tool says comes next: a command line, and the time before which it must not be done.</summary>
internal sealed partial record Advice(string Command, DateTimeOffset? NotBefore)
{
    /// <summary>From a status in JSON; null when nothing is to be done.</summary>
    public static Advice? From(JsonElement status) => status.Text("command") is { } command
        ? new Advice(command, status.Text("notBefore") is { } time ? ParseTime(time) : null)
        : null;

    /// <summary>From the last line of a command that changed something; null when it names none.</summary>
    public static Advice? From(ToolResult result, DateTimeOffset now)
    {
        var line = NextLine().Match($"{result.Output}\n{result.Errors}");
        if (!line.Success)
        {
            return null;
        }

        // A time without a date is the next one.
        DateTimeOffset? time = line.Groups["time"] is { Success: true, Value: var text }
            ? ParseTime(text.Contains('-') ? text : $"{now:yyyy-MM-dd} {text}")
            : null;
        return new Advice(line.Groups["command"].Value, time < now ? time.Value.AddDays(1) : time);
    }

    public static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    [GeneratedRegex("^Next: (?<command>mta-sts .*?)(, after (?<time>[0-9: -]+)( UTC|Z))?\\.?$", RegexOptions.Multiline)]
    private static partial Regex NextLine();
}
