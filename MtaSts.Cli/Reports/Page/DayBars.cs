using System.Globalization;

namespace MtaSts.Cli.Reports.Page;

/// <summary>The days of a chart: what went well stands on a line, what failed hangs from it, both to one scale.</summary>
internal sealed class DayBars
{
    /// <summary>What a day takes of the width.</summary>
    public const int DayWidth = 10;

    // A quarter. Reports can be of any time, and the chart is of what people look at.
    private const int MostDays = 92;
    private const double Scale = 100;

    // What failed is to be seen beside millions that did not.
    private const double LeastHeight = 5;

    private readonly double unit;

    /// <param name="all">Days that are reported; those after <paramref name="last"/> are left out, as are those long before.</param>
    public DayBars(IEnumerable<ReportedDay> all, DateOnly last)
    {
        var reported = all.Where(day => day.Day <= last && day.Day.DayNumber > last.DayNumber - MostDays).ToDictionary(day => day.Day);
        if (reported.Count == 0)
        {
            return;
        }

        var first = reported.Keys.Min();
        Days =
        [
            .. Enumerable.Range(0, reported.Keys.Max().DayNumber - first.DayNumber + 1)
                .Select(index => first.AddDays(index))
                .Select(day => reported.GetValueOrDefault(day) ?? new ReportedDay(day, [], 0, 0)),
        ];
        var (successful, failed) = (Days.Max(day => day.Successful), Days.Max(day => day.Failed));
        unit = Scale / Math.Max(1, (double)successful + failed);
        Line = GetHeight(successful);
        Height = Line + GetHeight(failed);
    }

    /// <summary>Without gaps, the first first; those that nobody reports of are empty.</summary>
    public IReadOnlyList<ReportedDay> Days { get; } = [];

    public double Line { get; }

    public double Height { get; }

    public double GetHeight(long sessions) => sessions == 0 ? 0 : Math.Max(LeastHeight, sessions * unit);

    /// <summary>A number as SVG has it.</summary>
    public static string Format(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
