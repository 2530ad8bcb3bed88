using System.Globalization;
using System.Xml;
using MtaSts.Serving.Settings;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>The table "What is billed" of docs/deploy.md, computed again from the templates and the app's defaults.</summary>
public sealed class BilledUnitsTests : MonitoringPredictions
{
    private const int HoursOfMonth = 730;
    private const int FetchesOfDomain = 1_000;

    // The platform asks /alive every minute, and by Always On / every five minutes.
    private const int HealthChecks = 60 * HoursOfMonth;
    private const int AlwaysOn = 12 * HoursOfMonth;

    private static readonly ILookup<string, string[]> Rows = File
        .ReadLines(Path.Combine(RootCommand.FindRoot(), "docs", "deploy.md"))
        .SkipWhile(line => line != "### What is billed").SkipWhile(line => !line.StartsWith("|---", Ordinal)).Skip(1)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
        .ToLookup(cells => cells[0]);

    [Theory, InlineData(0, 1), InlineData(1, 50), InlineData(2, 300)]
    public async Task The_table_says_what_the_templates_make(int column, int domains)
    {
        var prediction = await PredictDomainsAsync([.. Enumerable.Range(1, domains).Select(number => $"domain{number}.example")]);
        var tests = prediction.WithType(Tests).Sum(test =>
            test["properties"]!["Locations"]!.AsArray().Count * 3_600 / (int)test["properties"]!["Frequency"]! * HoursOfMonth);
        var evaluations = prediction.WithType("Microsoft.Insights/scheduledQueryRules").Sum(rule =>
            TimeSpan.FromHours(HoursOfMonth) / XmlConvert.ToTimeSpan((string)rule["properties"]!["evaluationFrequency"]!));
        var executions = tests + (domains * FetchesOfDomain);
        var rows = executions + tests + domains;
        var reads = domains * (TimeSpan.FromHours(HoursOfMonth) / (new MtaStsOptions().RefreshAfter * (2 / 3.0)));

        Assert.Equal([tests], Cells("test runs", column));
        Assert.Equal([(long)evaluations], Cells("alert evaluations", column));
        Assert.Equal([executions], Cells("executions", column));
        Assert.Equal([rows, rows + HealthChecks + AlwaysOn, rows + HealthChecks], Cells("log rows", column));
        Assert.Equal([(long)Math.Round(reads)], Cells("storage reads", column));
        Assert.Equal([HoursOfMonth], Cells("hours of instances", column));
    }

    private static IEnumerable<long> Cells(string unit, int column) =>
        Rows[unit].Select(cells => long.Parse(cells[3 + column], NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
}
