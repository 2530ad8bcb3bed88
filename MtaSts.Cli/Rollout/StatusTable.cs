using System.Globalization;
using MtaSts.Cli.Console;
using MtaSts.Policies;
using MtaSts.Rollout;

namespace MtaSts.Cli.Rollout;

/// <summary>
/// A line for each domain, and below it what comes next, where something does: a command stays on one line, so that it can be copied.
/// </summary>
internal static class StatusTable
{
    // The other columns take 49 of 80.
    private const int MaximumNameWidth = 31;
    private const string Indent = "  ";

    /// <param name="groups">The domains, by customer; one group without a name where that does not matter.</param>
    public static void Write(CliConsole console, IEnumerable<(string? Customer, IReadOnlyList<RolloutStatus> Domains)> groups)
    {
        foreach (var (customer, domains) in groups)
        {
            if (customer is not null)
            {
                console.WriteText($"{customer}\n\n");
            }

            Write(console, domains);
            if (customer is not null)
            {
                console.WriteText("\n");
            }
        }
    }

    private static void Write(CliConsole console, IReadOnlyList<RolloutStatus> all)
    {
        var names = all.Select(status => Words.Format(status.Domain)).ToList();
        var width = names.Select(name => name.Length).Where(length => length <= MaximumNameWidth).DefaultIfEmpty(MaximumNameWidth).Max();
        console.WriteText(FormatLine("Domain", "Mode", "Since", "Held until", "Stage", width));
        foreach (var (status, name) in all.Zip(names))
        {
            console.WriteText(FormatLine(
                name,
                status.Mode?.ToText() ?? "",
                FormatDay(status.ModeSince),
                FormatDay(status.HeldUntil),
                StageWords.Format(status.Step.Stage),
                width));
            if (status.Step.Stage is not (RolloutStage.InStep or RolloutStage.Held))
            {
                Write(console, status.Step);
            }

            // Where it decides what comes next, it is said already.
            if (UpstreamCopyText.DescribeFault(status.Timeline.Copy) is { } fault
                && !status.Step.Text.Contains(fault, StringComparison.Ordinal))
            {
                Write(console, fault);
            }

            foreach (var sentence in SenderPolicyText.Describe(status.Timeline.InUse))
            {
                Write(console, sentence);
            }
        }
    }

    private static void Write(CliConsole console, RolloutStep step)
    {
        Write(console, step.Text);
        if (step.Command is { } command)
        {
            var time = step.NotBefore is { } notBefore ? string.Create(CultureInfo.InvariantCulture, $"after {notBefore:u}: ") : "";
            console.WriteText($"{Indent}{time}{command}\n");
        }
    }

    private static void Write(CliConsole console, string text)
    {
        var lines = Words.Wrap(PlainText.Sanitize(text), console.Out.Profile.Width - Indent.Length);
        console.WriteText(string.Concat(lines.Select(line => $"{Indent}{line}\n")));
    }

    private static string FormatLine(string name, string mode, string since, string heldUntil, string stage, int width) =>
        $"{(name.Length > width ? $"{name}\n".PadRight(name.Length + 1 + width) : name.PadRight(width))}"
        + $"  {mode,-8}  {since,-10}  {heldUntil,-10}  {stage}\n";

    private static string FormatDay(DateTimeOffset? time) => string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd}");
}
