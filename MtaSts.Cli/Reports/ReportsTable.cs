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

    // A year. Reports can be of any time.
    private const int MaximumDays = 366;

    // RFC 8460 has 11, and senders a few of their own.
    private const int MaximumKinds = 30;
    private const string Indent = "  ";

    // Of a column of counts, with what stands before each; where one is longer, the column is.
    private const int CountWidth = 12;

    public static void Write(CliConsole console, ReportsView view)
    {
        var table = new ReportsTable(console);
        foreach (var domain in view.Domains)
        {
            table.WriteDomain(domain);
        }

        var kinds = view.Domains.SelectMany(domain => domain.Failures.Take(FailureGroup.MostShown).Select(failure => failure.Kind))
            .DistinctBy(kind => kind.Type)
            .OrderBy(kind => kind.Subject == FailureSubject.Unknown)
            .ThenBy(kind => kind.Type, StringComparer.Ordinal);
        table.WriteKinds([.. kinds]);
        if (view.WithoutReports.Count > 0)
        {
            var names = List(view.WithoutReports.Select(Words.Format));
            table.WriteLines("", $"Nobody reported on {names}. That is no evidence, neither for nor against.");
        }
    }

    private void WriteDomain(DomainReports domain)
    {
        var customer = domain.Customer is null ? "" : $" ({domain.Customer})";
        WriteLines("", $"{Words.Format(domain.Domain)}{customer}: {DescribeSessions(domain)}.");
        List<ReportedDay> days = [.. domain.Days.TakeLast(MaximumDays)];
        var (successful, failed) = (FindWidth(days.Select(day => day.Successful)), FindWidth(days.Select(day => day.Failed)));
        console.WriteText($"{Indent}{"Day",-10}{Indent}{"Successful".PadLeft(successful)}{"Failed".PadLeft(failed)}{Indent}Reported by\n");
        WriteMore(domain.Days.Count - days.Count, "earlier day");
        foreach (var day in days)
        {
            var counts = Words.Format(day.Successful).PadLeft(successful) + Words.Format(day.Failed).PadLeft(failed);
            WriteDay($"{Format(day.Day)}{Indent}{counts}{Indent}", day.Senders);
        }

        foreach (var failure in domain.Failures.Take(FailureGroup.MostShown))
        {
            WriteFailure(failure);
        }

        WriteMore(domain.Failures.Count - FailureGroup.MostShown, "other failure");
        foreach (var other in domain.Others.Take(OtherSessions.MostShown))
        {
            var sessions = Words.Count(other.Successful + other.Failed, "session");
            WriteLines(Indent, $"{List(other.Senders)} {other.Text}: {sessions}, the last on {Format(other.LastDay)}.");
        }

        WriteMore(domain.Others.Count - OtherSessions.MostShown, "other type of policy", "other types of policy");

        foreach (var remark in domain.Remarks)
        {
            WriteLines(Indent, remark);
        }

        console.WriteText("\n");
    }

    private void WriteMore(int count, string one, string? several = null)
    {
        if (count > 0)
        {
            var what = several is not null && count > 1 ? $"{Words.Format(count)} {several}" : Words.Count(count, one);
            WriteLines(Indent, $"And {what}; --output json has more.");
        }
    }

    private static string DescribeSessions(DomainReports domain) => domain switch
    {
        { Successful: 0, Failed: 0 } => "no sessions under MTA-STS",
        { Failed: 0 } => $"{Words.Count(domain.Successful, "session")} under MTA-STS, none failed",
        { Successful: 0 } => $"{Words.Count(domain.Failed, "session")} failed, none went well under MTA-STS",
        _ => $"{Words.Count(domain.Failed, "session")} failed, {Words.Format(domain.Successful)} went well under MTA-STS",
    };

    private static int FindWidth(IEnumerable<long> counts) =>
        counts.Select(count => 1 + Words.Format(count).Length).Append(CountWidth).Max();

    private void WriteDay(string counts, IEnumerable<string> senders)
    {
        var more = new string(' ', counts.Length);
        var lines = WrapTo(List(senders), Indent.Length + counts.Length).Index();
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
        foreach (var kind in kinds.Take(MaximumKinds))
        {
            var findings = kind.Findings.Count == 0 ? "" : $" Check finds it as {FailureWords.FormatFindings(kind)}.";
            WriteLines(Indent, $"{FailureWords.Describe(kind)}. {kind.Advice}{findings}");
        }

        WriteMore(kinds.Count - MaximumKinds, "other kind");

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
