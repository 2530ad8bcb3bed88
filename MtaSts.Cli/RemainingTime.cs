namespace MtaSts.Cli;

/// <summary>How long something still takes, as people say it.</summary>
internal static class RemainingTime
{
    /// <summary>The two largest units, the last one rounded up, so that nobody comes too early: <c>13 days and 4 hours</c>.</summary>
    public static string ToText(TimeSpan time)
    {
        var minutes = (long)Math.Ceiling(Math.Max(time.TotalMinutes, 1));
        if (minutes < 60)
        {
            return Count(minutes, "minute");
        }

        if (minutes < 24 * 60)
        {
            return Join(minutes / 60, "hour", minutes % 60, "minute");
        }

        var hours = (minutes + 59) / 60;
        return Join(hours / 24, "day", hours % 24, "hour");
    }

    private static string Join(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Count(large, largeUnit) : $"{Count(large, largeUnit)} and {Count(small, smallUnit)}";

    private static string Count(long number, string unit) => number == 1 ? $"1 {unit}" : $"{number} {unit}s";
}
