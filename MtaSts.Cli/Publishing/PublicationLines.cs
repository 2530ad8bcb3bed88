using MtaSts.Checks;
using MtaSts.Cli.Console;
using MtaSts.Cli.ResourceManager;
using MtaSts.Cli.Rollout;
using MtaSts.Records;
using MtaSts.Rollout;

namespace MtaSts.Cli.Publishing;

/// <summary>What a publication says to people.</summary>
internal static class PublicationLines
{
    private const int Shown = 20;
    private const int MaximumZones = 10;

    public static void WriteHeldBack(CliConsole console, List<RolloutStatus> heldBack)
    {
        var reasons = heldBack.OrderBy(status => status.Step.Stage).GroupBy(FormatReason).ToList();
        foreach (var reason in reasons.Take(Shown))
        {
            console.WriteMessage($"{NamedReasons.FormatNames([.. reason.Select(status => Words.Format(status.Domain))])}: {reason.Key}");
        }

        if (reasons.Count > Shown)
        {
            var more = reasons.Skip(Shown).Sum(reason => reason.Count());
            console.WriteMessage($"… and {Words.Format(more)} more. See 'mta-sts status --all'.");
        }
    }

    private static string FormatReason(RolloutStatus status)
    {
        var step = status.Step;
        var time = step.NotBefore is { } notBefore ? $" until {Words.FormatTime(notBefore, status.Now)}" : "";
        var advice = step is { NotBefore: null, Command: { } command } ? $" Run '{command}'." : "";
        return $"held back{time}: {step.Text}{advice}";
    }

    /// <param name="changing">The domains, as <paramref name="published"/> has them.</param>
    public static void WritePublished(
        CliConsole console, IReadOnlyList<RolloutStatus> changing, IReadOnlyList<PublishedId> published, bool isDryRun)
    {
        WriteAzure(console, published, isDryRun);
        NamedReasons.Write(
            console,
            "Not written for",
            published.Where(id => id.Fault is not null).Select(id => (Words.Format(id.Domain), id.Fault!.TrimEnd('.'))));
        var byHand = published.Where(id => id.ToWriteByHand.Any()).ToList();
        if (byHand.Count > 0)
        {
            WriteUnused(console, byHand);
            console.WriteMessage("Replace the record that is there: of two, senders see none (RFC 8461 §3.1).");
            WriteAliases(console, changing, byHand);
        }
    }

    /// <param name="options">Options of the command <c>publish</c>.</param>
    public static void WriteNext(CliConsole console, List<RolloutStatus> heldBack, string options)
    {
        var waiting = heldBack.FindAll(status => status.Step.NotBefore is not null);
        if (waiting.MaxBy(status => status.Step.NotBefore) is { Step.NotBefore: { } last, Now: var now })
        {
            console.WriteMessage(NextLine.Format([.. waiting.Select(status => status.Domain)], last, now, options));
        }
    }

    private static void WriteAzure(CliConsole console, IReadOnlyList<PublishedId> published, bool isDryRun)
    {
        var shown = published
            .Where(id => id.Fault is null || !isDryRun)
            .SelectMany(id => id.Records)
            .Where(record => record.Zone is not null && record.IsWritten != isDryRun)
            .ToList();
        if (shown.Count == 0)
        {
            return;
        }

        var verb = isDryRun ? "Would be written to Azure DNS" : "Written to Azure DNS";
        var zones = shown.GroupBy(record => $", zone {record.Records.Zone}", record => record.Domain).ToList();
        if (zones.Count > MaximumZones)
        {
            zones = [.. shown.GroupBy(_ => $" ({Words.Count(zones.Count, "zone")})", record => record.Domain)];
        }

        foreach (var zone in zones)
        {
            var names = zone.Distinct().ToList();
            console.WriteMessage($"{verb}{zone.Key}: {NextLine.FormatNames(names, ", ") ?? Words.Count(names.Count, "domain")}.");
        }

        foreach (var record in shown.Where(record => record.ReplacedAlias is not null).Take(Shown))
        {
            console.WriteMessage(
                $"{record.FullName} was a CNAME for {record.ReplacedAlias} and {(isDryRun ? "would be" : "is")} now "
                + (record.Record.Type == DnsRecordType.Cname ? $"one for {record.Record.Value}." : "a TXT record."));
        }
    }

    private static void WriteUnused(CliConsole console, List<PublishedId> byHand)
    {
        List<DomainName> unused =
            [.. byHand.SelectMany(id => id.ToWriteByHand).Select(record => record.UnusedZone).OfType<DomainName>().Distinct()];
        if (unused.Count > 0)
        {
            console.WriteMessage(UnusedZones.Format(unused));
        }
    }

    private static void WriteAliases(CliConsole console, IReadOnlyList<RolloutStatus> changing, List<PublishedId> byHand)
    {
        var targets = changing.ToDictionary(
            status => status.Domain, status => status.Seen.Record?.Aliases is [.., var last] ? last : null);
        var providers = changing.ToDictionary(status => status.Domain, status => ProviderId.FindAlias(status.Current, status.Seen));
        foreach (var record in byHand.SelectMany(id => id.ToWriteByHand).Take(Shown))
        {
            if (record.Record.Type == DnsRecordType.Cname)
            {
                console.WriteMessage(
                    $"{record.FullName} has to become a CNAME for {record.Record.Value}, once and for all: delete the record that is there "
                    + "first. Later ids are written to the target.");
            }
            else if (providers[record.Domain] is { } provider)
            {
                console.WriteMessage(
                    $"_mta-sts.{record.Domain} is a CNAME for {provider}, which has no valid id: delete it first.");
            }
            else if (record.FullName == $"_mta-sts.{record.Domain}" && targets[record.Domain] is { } target)
            {
                console.WriteMessage(
                    $"_mta-sts.{record.Domain} is a CNAME for {target}: change the record there. If that one is another's, such as an "
                    + "earlier provider's, replace the CNAME by this record.");
            }
        }

        foreach (var waiting in byHand.Select(id => id.Waiting).OfType<IdRecord>().Take(Shown))
        {
            console.WriteMessage(
                $"{waiting.FullName} becomes a CNAME for {waiting.Record.Value} once DNS has the record there: run this again then.");
        }
    }
}
