using System.CommandLine;
using System.Net;
using MtaSts.Cli.Options;
using MtaSts.Storage;
using MtaSts.Upstream;

namespace MtaSts.Cli.Commands;

/// <summary><c>set</c>: says what the policy of domains is; what is not said stays.</summary>
internal sealed class SetCommand : ChangeCommand
{
    private readonly PolicySource published;

    private readonly Argument<DomainName[]> domains = Cli.Arguments.Domains();

    private readonly Option<string?> mode = new("--mode") { Description = "enforce, testing or none [new domains: testing]" };

    private readonly Option<string[]> mx = new("--mx") { Description = "Host that receives mail, or *.domain for the hosts one label below; may be repeated" };

    private readonly Option<string?> maxAge = new("--max-age") { Description = "How long senders may keep the policy: seconds, or 36h, 14d, 2w [new domains: 604800]" };

    private readonly Option<bool> exchangeOnline = new("--exchange-online") { Description = "The mx of Exchange Online that the domain's own MX asks for" };

    private readonly Option<string?> template = new("--template") { Description = "Template that gives the mx and the max_age" };

    private readonly Option<string?> upstream = new("--upstream") { Description = "URL of the mail provider's own policy, to be fetched and served" };

    private readonly Option<string?> from = new("--from") { Description = "File, or URL of a published policy, to take over once: mode, mx and max_age" };

    private readonly Option<IPEndPoint?> resolver = ResolverOption.Create("DNS resolver for --exchange-online [default: the system's]");

    public SetCommand(Func<PolicyFetcher> createFetcher)
        : base(
            "set",
            "Sets the policy of domains; only what is given changes.",
            "mta-sts set contoso.com --mx mail.contoso.com --mode testing --max-age 14d --reason \"first policy\" --yes")
    {
        published = new PolicySource(createFetcher);
        Arguments.Add(domains);
        foreach (var option in (Option[])[mode, mx, maxAge, exchangeOnline, template, upstream, from, resolver])
        {
            Options.Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, StoreSession workplace, CancellationToken cancellationToken)
    {
        CheckUsage(arguments);
        var names = arguments.GetRequiredValue(domains);
        var source = arguments.GetValue(from) is { } place ? PolicyDraft.From(await published.ReadAsync(place, cancellationToken)) : null;
        var shared = arguments.GetValue(template) is { } name ? await workplace.Store.ReadTemplateAsync(name, cancellationToken) : null;
        var found = arguments.GetValue(exchangeOnline) ? await ExchangeOnlineMx.FindAsync(arguments.GetValue(resolver), names, cancellationToken) : null;

        var drafts = new List<(DomainName Domain, StoredPolicy? Current, PolicyDraft Draft)>();
        foreach (var domain in names)
        {
            var current = await workplace.Store.ReadAsync(domain, cancellationToken);
            var edit = CreateEdit(arguments) with { Mx = found?[domain] ?? GetMx(arguments) };
            CheckTerms(edit, source, current);
            drafts.Add((domain, current, source ?? edit.Apply(current, shared)));
        }

        var faults = drafts.Where(item => item.Draft.Content is null).Select(item => (item.Domain.Ascii, item.Draft.Findings)).ToList();
        if (faults.Count > 0)
        {
            return InvalidInput.Report(terminal, arguments.GetValue(Output), faults);
        }

        var reason = arguments.GetValue(Reason)!;
        return await ProposeAsync(
            arguments, terminal, [.. drafts.Select(item => Propose(item.Domain, item.Current, item.Draft, reason, workplace))], cancellationToken);
    }

    private static PlannedChange Propose(DomainName domain, StoredPolicy? current, PolicyDraft draft, string reason, StoreSession workplace) => new(
            domain.Ascii,
            FormatText(current),
            FormatText(draft.Content, draft.Policy),
            draft.Findings,
            async cancellationToken => await workplace.Store.SaveAsync(
                new PolicyChange
                {
                    Domain = domain,
                    Content = draft.Content!,
                    Version = current?.Version,
                    ChangedBy = await workplace.FindOperatorAsync(cancellationToken),
                    Reason = reason,
                },
                cancellationToken))
    {
        IsChange = !draft.Content!.Equals(current?.Content),
        Notes = ContentTitle.FormatChange(current, draft.Content),
    };

    private static void CheckTerms(PolicyEdit edit, PolicyDraft? source, StoredPolicy? current)
    {
        if (source is null && edit is { Mx: null, Template: null, Upstream: null } && current?.Content is PolicyContent.Upstream { Url: var url })
        {
            throw new CommandException(
                ExitCode.Failed,
                $"The policy of {current.Domain} is that of {url}, its mode and max_age too. To end that, say --mx, --exchange-online, --template or --from. Nothing was changed.");
        }
    }

    private void CheckUsage(ParseResult arguments)
    {
        var given = ((Option[])[mode, mx, maxAge, exchangeOnline, template, upstream, from])
            .Where(option => arguments.GetResult(option) is { Implicit: false })
            .Select(option => option.Name)
            .ToList();
        if (given.Count == 0)
        {
            throw new CommandException(ExitCode.WrongUsage, "Say what to set: --mode, --mx, --max-age, --exchange-online, --template, --upstream or --from.");
        }

        var whole = given.Intersect(["--from", "--upstream"]).FirstOrDefault();
        if (whole is not null && given.Count > 1)
        {
            throw new CommandException(ExitCode.WrongUsage, $"{whole} gives the whole policy; it does not go with {string.Join(", ", given.Where(option => option != whole))}.");
        }

        var sources = given.Intersect(["--mx", "--exchange-online", "--template"]).ToList();
        if (sources.Count > 1)
        {
            throw new CommandException(ExitCode.WrongUsage, $"{sources[0]} and {sources[1]} both give the mx; say one of them.");
        }

        if (arguments.GetValue(resolver) is not null && !arguments.GetValue(exchangeOnline))
        {
            throw new CommandException(ExitCode.WrongUsage, "--resolver is for --exchange-online.");
        }
    }

    private PolicyEdit CreateEdit(ParseResult arguments) => new()
    {
        Mode = arguments.GetValue(mode),
        MaxAge = arguments.GetValue(maxAge),
        Template = arguments.GetValue(template),
        Upstream = arguments.GetValue(upstream),
    };

    private string[]? GetMx(ParseResult arguments) => arguments.GetValue(mx) is { Length: > 0 } patterns ? patterns : null;
}
