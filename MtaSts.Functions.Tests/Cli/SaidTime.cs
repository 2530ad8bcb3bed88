using System.Globalization;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The times that the tool says.</summary>
internal static partial class SaidTime
{
    public static string Format(DateTimeOffset? time) => time!.Value.ToString("u", CultureInfo.InvariantCulture);

    /// <summary>The text without its times, those in ids too.</summary>
    public static string WithoutTime(string text) => WithoutIdTime(TimeOfDay().Replace(Time().Replace(text, "TIME"), "TIME"));

    /// <summary>The text without the times in its ids.</summary>
    public static string WithoutIdTime(string text) => IdTime().Replace(text, "TIMEZ");

    /// <summary>What comes next after a change, as <see cref="WithoutTime"/> leaves it.</summary>
    public static string Next(params string[] domains) =>
        $"Next: mta-sts publish {(domains.Length == 0 ? "--all" : string.Join(' ', domains))}, after TIME.\n";

    /// <summary>The id of a policy as <see cref="WithoutTime"/> leaves it.</summary>
    public static string IdWithoutTime(Policy policy) => "TIMEZ" + PolicyId.ComputeDigest(policy)[..8];

    public static DateTimeOffset TimeIn(string text) => DateTimeOffset.Parse(Time().Match(text).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"(\d{4}-\d{2}-\d{2} )?\d{2}:\d{2}:\d{2} UTC")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"\b\d{14}Z(?=[0-9a-f]{8}\b)")]
    private static partial Regex IdTime();
}
