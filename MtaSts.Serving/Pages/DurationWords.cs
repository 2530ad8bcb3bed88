using System.Globalization;

namespace MtaSts.Serving.Pages;

internal static class DurationWords
{
    private static readonly (int Seconds, string Name)[] Units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];

    /// <summary>The two largest units of it in words: <c>365 days and 6 hours</c>.</summary>
    public static string Format(long seconds)
    {
        var words = new List<string>();
        foreach (var unit in Units)
        {
            var count = Math.DivRem(seconds, unit.Seconds, out seconds);
            if (count > 0)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {unit.Name}{(count == 1 ? "" : "s")}"));
            }
        }

        return words.Count == 0 ? "0 seconds" : string.Join(" and ", words.Take(2));
    }
}
