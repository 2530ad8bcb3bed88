using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Import;
using MtaSts.Cli.Options;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Hosted;

/// <summary>Fetches what the hosts of domains serve today, as a sender does, and sorts out what no sender would use.</summary>
internal sealed class PublishedPolicies(LookupOptions lookups, TimeProvider time)
{
    /// <summary>What to do about what is refused.</summary>
    public const string Advice = "What is refused is not written. 'mta-sts check' says more of a domain. Mend it at its host, or give it a "
        + "policy with 'mta-sts set'.";

    private const string RecordPrefix = "_mta-sts.";
    private const int NameLength = 253;

    /// <param name="named">The domains; nothing is fetched where there is a fault in it.</param>
    public async Task<PublishedInput> TakeOverAsync(
        ParseResult arguments, CliConsole console, IEditablePolicyStore store, ImportInput named, CancellationToken cancellationToken)
    {
        DomainName[] domains = named.Faults.Total == 0 ? [.. named.Rows.Keys] : [];
        var seen = await lookups.ObserveAsync(arguments, console, domains, DomainAspects.All, cancellationToken);
        await lookups.RequireAnswersAsync(
            arguments,
            [.. seen.Where(domain => !domain.IsUnfinished).Select(domain => (domain.Domain, domain.ResolverFault))],
            cancellationToken);
        var timelines = await store.ReadTimelinesAsync(domains, cancellationToken);
        var now = time.GetUtcNow();
        var published = seen.ToDictionary(domain => domain.Domain, domain => PublishedPolicy.From(domain, now));
        var input = new ImportInput();
        var refused = new List<PlannedChange>();
        foreach (var (domain, timeline) in seen.Zip(timelines))
        {
            if (PublishedFault.Find(domain, published[domain.Domain], timeline) is { } fault)
            {
                refused.Add(PlannedChange.Refused(domain.Domain, timeline.Current, fault));
            }
            else
            {
                input.Add(CreateRow(named.Rows[domain.Domain], published[domain.Domain].Policy!, domain.PublishedId, now));
            }
        }

        input.Notes.AddRange(seen.Where(domain => input.Rows.ContainsKey(domain.Domain)).SelectMany(ListNotes));
        input.AddRemarks(named, "--published takes what the hosts serve");
        var mailHosts = seen.Where(domain => domain.MailHosts is not null).ToDictionary(
            domain => domain.Domain, domain => domain.MailHosts!);
        return new PublishedInput(input, refused, published, mailHosts);
    }

    // What is taken over stays as it is, and the provider's policy changes with its hosts.
    private static IEnumerable<(string Name, string Reason)> ListNotes(DomainObservation seen) =>
        seen.Record!.Aliases is [.., var last] && last.StartsWith(RecordPrefix, StringComparison.OrdinalIgnoreCase)
            ? [(Words.Format(seen.Domain), $"its policy is that of {PlainText.Sanitize(last[RecordPrefix.Length..], NameLength)} (its "
                + "record _mta-sts is a CNAME there); to go on serving what that one serves, use 'mta-sts set' and --upstream")]
            : [];

    private static ImportRow CreateRow(ImportRow named, Policy policy, string? id, DateTimeOffset now) => named with
    {
        Columns = PolicyColumns.From(policy),
        TakesMxFromDns = false,
        IsBackup = false,
        IsResolved = false,
        AssumedHold = EarlierHost.Assume(policy, id, now),
    };
}

/// <param name="Input">The policies that are taken over.</param>
/// <param name="Refused">The domains of which none is.</param>
/// <param name="Published">What is published for each domain.</param>
/// <param name="MailHosts">Where the mail of the domains goes.</param>
internal sealed record PublishedInput(
    ImportInput Input,
    IReadOnlyList<PlannedChange> Refused,
    IReadOnlyDictionary<DomainName, PublishedPolicy> Published,
    IReadOnlyDictionary<DomainName, MailHostAnswer> MailHosts);
