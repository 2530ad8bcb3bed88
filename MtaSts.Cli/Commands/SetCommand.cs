using System.CommandLine;
using System.CommandLine.Parsing;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Guarding;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class SetCommand : GuardedCommand
{
    private readonly PolicySource published;
    private readonly Argument<DomainName[]> domains = DomainArgument.Many();
    private readonly Option<string?> mode = PolicyOptions.Mode("Mode of the policy [default for new domains: testing]");
    private readonly Option<string[]> mx = PolicyOptions.Mx("Host that receives mail, or *.domain for the hosts one label below");
    private readonly Option<string?> maxAge = PolicyOptions.MaxAge(
        "How long senders may keep the policy, such as 36h, 14d or 2w [default for new domains: 2w]");
    private readonly Option<bool> exchangeOnline = new("--exchange-online")
    {
        Description = "Look up the MX of each domain, and use the mx that covers all its hosts",
    };

    private readonly Option<string?> template = PolicyOptions.Template("Template that gives the mx and the max_age");
    private readonly Option<string?> upstream = PolicyOptions.Url(
        "--upstream", "URL", "URL of the mail provider's own policy, to be fetched and served", isUrl: _ => true);
    private readonly Option<string?> from = PolicyOptions.Url(
        "--from", "FILE|URL", "Published or saved policy to take over once: mode, mx and max_age",
        isUrl: place => PolicySource.GetUrl(place) is not null);

    public SetCommand(ToolServices services)
        : base(
            "set",
            "Sets the policy of domains; only what is given changes.",
            "mta-sts set contoso.com --mx mail.contoso.com --mode testing --max-age 14d --reason \"first policy\" --yes",
            services)
    {
        published = new PolicySource(services.CreateFetcher);
        Arguments.Add(domains);
        AddOptions(mode, mx, maxAge, exchangeOnline, template, upstream, from);
        Validators.Add(CheckCombination);
        DomainArgument.RefuseInitialDomains(this);
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var names = arguments.GetRequiredValue(domains);
        var source = arguments.GetValue(from) is { } place
            ? PolicyDraft.From(await published.ReadAsync(place, console, cancellationToken))
            : null;
        var shared = arguments.GetValue(template) is { } name ? await session.Store.ReadTemplateAsync(name, cancellationToken) : null;
        var known = arguments.GetValue(exchangeOnline)
            ? await Guard.MailHosts.FindAsync(arguments, console, names, cancellationToken)
            : null;
        var found = known?.ToDictionary(answer => answer.Key, answer => ExchangeOnlineMx.From(answer.Value));

        var defaults = session.ReadDefault();
        var refused = new List<ChangeStep>();
        var drafts = new List<(DomainName Domain, StoredPolicy? Current, PolicyDraft Draft)>();
        foreach (var domain in names)
        {
            var current = await session.Store.ReadAsync(domain, cancellationToken);
            if (found?[domain].Fault is { } fault)
            {
                refused.Add(ChangeStep.Refused(domain, current, fault));
                continue;
            }

            var edit = CreateEdit(arguments) with { Mx = found?[domain].Mx ?? GetMx(arguments) };
            if (source is null)
            {
                ThrowIfFromUpstream(current, edit);
                if (current is null && edit is { Mx: null, Template: null, Upstream: null } && defaults?.Covers(domain) == true)
                {
                    throw Missing(console, domain, "");
                }
            }

            drafts.Add((domain, current, source ?? edit.Apply(current, shared)));
        }

        var faults = drafts.Where(item => item.Draft.Content is null).Select(item => (item.Domain.Ascii, item.Draft.Findings)).ToList();
        if (faults.Count > 0)
        {
            return Refuse(arguments, console, faults);
        }

        ExchangeOnlineMx.WriteNotes(console, found);
        WriteRefused(console, refused.Select(step => step.Planned), ExchangeOnlineMx.Advice);
        var changes = drafts.Where(item => !item.Draft.Content!.Equals(item.Current?.Content)).Select(
            item => ProposedChange.From(item.Domain, item.Current, item.Draft) with
            {
                // What passed the provider's policy on until now may have it in enforce.
                IsTakeOver = source is not null || item.Draft.Content is PolicyContent.Upstream,
            });
        var outcome = await Guard.CheckAsync(arguments, console, session.Store, [.. changes], cancellationToken, known);
        var hold = await DefaultHold.FindAsync(
            session.Store,
            defaults,
            drafts.Where(item => item.Current is null).Select(item => (item.Domain, outcome.Complete(item.Draft).Policy)),
            Services.Time.GetUtcNow(),
            GetRefreshAfter(arguments, console),
            cancellationToken);
        hold.WriteNotes(console);
        var steps = drafts.Select(item => hold.Keep(session, ChangeStep.Save(
            session, item.Domain, item.Current, outcome.Complete(item.Draft), outcome.FormatReason(item.Domain, GetReason(arguments)))));
        if (outcome.IsRefused)
        {
            return Refuse(arguments, console, steps.Concat(refused).Select(step => step.Planned), outcome);
        }

        return await ChangeAsync(arguments, console, session, [.. steps, .. refused], cancellationToken);
    }

    private static void ThrowIfFromUpstream(StoredPolicy? current, PolicyEdit edit)
    {
        if (edit is { Mx: null, Template: null, Upstream: null } && current?.Content is PolicyContent.Upstream { Url: var url })
        {
            throw new CommandException(
                ExitCode.Failed,
                $"The policy of {current.Domain} comes from {url}, with its mode and max_age. To replace it, use --mx, "
                + "--exchange-online, --template or --from. Nothing was changed.");
        }
    }

    private void CheckCombination(CommandResult call)
    {
        var given = ((Option[])[mode, mx, maxAge, exchangeOnline, template, upstream, from])
            .Where(option => call.GetResult(option) is { Implicit: false })
            .Select(option => option.Name)
            .ToList();
        if (given.Count == 0)
        {
            call.AddError("Nothing to set. Use --mode, --mx, --max-age, --exchange-online, --template, --upstream or --from.");
        }

        var whole = given.Intersect(["--from", "--upstream"]).FirstOrDefault();
        var sources = given.Intersect(["--mx", "--exchange-online", "--template"]).ToList();
        if (whole is not null && given.Count > 1)
        {
            call.AddError(
                $"{whole} gives the whole policy and cannot be combined with {string.Join(", ", given.Where(option => option != whole))}.");
        }
        else if (sources.Count > 1)
        {
            call.AddError($"{sources[0]} and {sources[1]} both give the mx. Use one of them.");
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
