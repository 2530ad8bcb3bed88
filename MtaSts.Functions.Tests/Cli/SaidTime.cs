using System.Globalization;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The times that the tool says.</summary>
internal static partial class SaidTime
{
    public static string Format(DateTimeOffset? time) => time!.Value.ToString("u", CultureInfo.InvariantCulture);
    public static string WithoutTime(string text) => Time().Replace(text, "TIME");
    public static DateTimeOffset TimeIn(string text) => DateTimeOffset.Parse(Time().Match(text).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}Z")]
    private static partial Regex Time();
}
