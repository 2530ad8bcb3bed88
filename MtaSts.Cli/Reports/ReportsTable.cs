using System.Globalization;
using MtaSts.Cli.Console;
using MtaSts.Reports;

namespace MtaSts.Cli.Reports;

/// <summary>
/// What senders report, for people at a terminal: for each domain its days and what failed, and at the end what each kind of failure means.
/// </summary>
internal sealed class ReportsTable(CliConsole console)
{
    private const int MaximumListed = 5;
    private const string Indent = "  ";

    // A day's columns before the names of those that report of it.
    private const int DayWidth = 38;

    public static void Write(CliConsole console, ReportsView view)
    {
        var table = new ReportsTable(console);
        foreach (var domain in view.Domains)
        {
            table.WriteDomain(domain);
        }

        var kinds = view.Domains.SelectMany(domain => domain.Failures).Select(failure => failure.Kind).DistinctBy(kind => kind.Type);
        table.WriteKinds([.. kinds.OrderBy(kind => kind.Type, StringComparer.Ordinal)]);
        if (view.WithoutReports.Count > 0)
        {
            var names = List(view.WithoutReports.Select(Words.Format));
            table.WriteLines("", $"Nobody reports of {names}. That is no evidence, neither for nor against.");
        }
    }

    private void WriteDomain(DomainReports domain)
    {
        var customer = domain.Customer is null ? "" : $" ({domain.Customer})";
        WriteLines("", $"{Words.Format(domain.Domain)}{customer}: {DescribeSessions(domain)}.");
        console.WriteText($"{Indent}Day           Successful      Failed  Reported by\n");
        foreach (var day in domain.Days)
        {
            WriteDay(day);
        }

        foreach (var failure in domain.Failures)
        {
            WriteFailure(failure);
        }

        foreach (var other in domain.Others)
        {
            var sessions = Words.Count(other.Successful + other.Failed, "session");
            WriteLines(Indent, $"{List(other.Senders)} {other.Text}: {sessions}, the last on {Format(other.LastDay)}.");
        }

        foreach (var remark in domain.Remarks)
        {
            WriteLines(Indent, remark);
        }

        console.WriteText("\n");
    }

    private static string DescribeSessions(DomainReports domain) => domain switch
    {
        { Successful: 0, Failed: 0 } => "no sessions under MTA-STS",
        { Failed: 0 } => $"{Words.Count(domain.Successful, "session")} under MTA-STS, none failed",
        { Successful: 0 } => $"{Words.Count(domain.Failed, "session")} failed, none went well under MTA-STS",
        _ => $"{Words.Count(domain.Failed, "session")} failed, {Words.Format(domain.Successful)} went well under MTA-STS",
    };

    private void WriteDay(ReportedDay day)
    {
        var counts = $"{Format(day.Day)}  {Words.Format(day.Successful),12}{Words.Format(day.Failed),12}  ";
        var more = new string(' ', DayWidth);
        var lines = WrapTo(List(day.Senders), DayWidth + Indent.Length).Index();
        console.WriteText(string.Concat(lines.Select(line => $"{Indent}{(line.Index == 0 ? counts : more)}{line.Item}\n")));
    }

    private void WriteFailure(FailureGroup failure)
    {
        var policy = failure.IsSts ? "" : $", under {(failure.PolicyType.Length == 0 ? "no type of policy" : failure.PolicyType)}";
        var host = failure.Host is null ? "" : $" at {failure.Host}";
        var addresses = failure.SendingAddresses.Count == 0 ? "" : $" from {List(failure.SendingAddresses)}";
        var days = failure.FirstDay == failure.LastDay
            ? $"on {Format(failure.LastDay)}"
            : $"from {Format(failure.FirstDay)} to {Format(failure.LastDay)}";
        var what = $"{Words.Format(failure.Sessions)} failed{policy}: {FailureWords.GetName(failure.Kind)}{host}{addresses}";
        WriteLines(Indent, $"{what}, {days} ({List(failure.Senders)})");
    }

    private void WriteKinds(List<FailureKind> kinds)
    {
        if (kinds.Count == 0)
        {
            return;
        }

        console.WriteText("What it means, and what to do:\n");
        foreach (var kind in kinds)
        {
            var findings = kind.Findings.Count == 0 ? "" : $" Check finds it as {Words.Or([.. kind.Findings])}.";
            WriteLines(Indent, $"{FailureWords.GetName(kind)}: {kind.Text}. {kind.Advice}{findings}");
        }

        console.WriteText("\n");
    }

    private static string List(IEnumerable<string> texts)
    {
        List<string> all = [.. texts];
        var more = all.Count - MaximumListed;
        return string.Join(", ", all.Take(MaximumListed)) + (more > 0 ? $" and {Words.Format(more)} more" : "");
    }

    private static string Format(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void WriteLines(string indent, string text)
    {
        var lines = WrapTo(text, indent.Length + Indent.Length).Index();
        console.WriteText(string.Concat(lines.Select(line => $"{indent}{(line.Index == 0 ? "" : Indent)}{line.Item}\n")));
    }

    private IEnumerable<string> WrapTo(string text, int used) =>
        Words.Wrap(PlainText.Sanitize(text), Math.Max(20, console.Out.Profile.Width - used));
}
