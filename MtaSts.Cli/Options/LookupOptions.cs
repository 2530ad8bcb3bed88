using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Cli.Services;

namespace MtaSts.Cli.Options;

/// <summary>How to look at domains: whom to ask, how many at once, and for how long.</summary>
/// <param name="minutes">The time for the whole run, unless another is given.</param>
internal sealed class LookupOptions(ToolServices services, int minutes = 10)
{
    private const int MaximumConcurrency = 256;

    private readonly ResolverOption resolver = new(services);

    private readonly Option<bool> allowPrivate = new("--allow-private")
    {
        Description = "Connect to private addresses too, to see what a network sees inside",
    };

    private readonly Option<TimeSpan?> timeout = DurationOption.Create(
        "--timeout", $"Time for the whole run, such as 90s or 1h [default: {minutes}m]");

    private readonly Option<int> concurrency = new("--concurrency")
    {
        Description = "Domains checked at once",
        HelpName = "N",
        DefaultValueFactory = _ => 32,
        CustomParser = NumberOption.Between(1, MaximumConcurrency),
    };

    public void AddTo(Command command)
    {
        resolver.AddTo(command);
        foreach (var option in (Option[])[allowPrivate, timeout, concurrency])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whom to ask, for what else is asked of it.</summary>
    public MailHostOptions MailHosts => new(services, resolver);

    public int GetConcurrency(ParseResult arguments) => arguments.GetValue(concurrency);

    public DnsLookup CreateLookup(ParseResult arguments) => services.CreateLookup(resolver.Read(arguments));

    public bool AllowsPrivate(ParseResult arguments) => arguments.GetValue(allowPrivate);

    public TimeSpan GetTimeout(ParseResult arguments) => arguments.GetValue(timeout) ?? TimeSpan.FromMinutes(minutes);

    /// <summary>Ends a run of which no look-up was answered: it says nothing about the domains.</summary>
    /// <param name="faults">Of each domain that was looked at, what the resolver said instead of an answer; null if it answered.</param>
    /// <exception cref="CommandException">None was answered.</exception>
    public async Task RequireAnswersAsync(
        ParseResult arguments, IReadOnlyList<(DomainName Domain, string? Fault)> faults, CancellationToken cancellationToken)
    {
        if (faults is not [var (domain, fault), ..] || faults.Any(other => other.Fault is null))
        {
            return;
        }

        if (await IsResolverLostAsync(arguments, domain, cancellationToken))
        {
            var asked = resolver.Read(arguments);
            var name = asked is null ? "The system's resolver" : $"The resolver {ResolverAddress.Format(asked)}";
            throw new CommandException(
                ExitCode.Failed, $"{name} answered nothing: {fault}. Nothing was checked. Name another one with --resolver.");
        }
    }

    /// <summary>Whether it is the resolver that does not answer, and not the name servers of a domain.</summary>
    /// <param name="domain">A domain of which no look-up was answered.</param>
    public async Task<bool> IsResolverLostAsync(ParseResult arguments, DomainName domain, CancellationToken cancellationToken)
    {
        // The name servers of all domains may have failed. Those of a top-level domain do not, so it takes the resolver to lose its answer.
        var top = domain.Ascii[(domain.Ascii.LastIndexOf('.') + 1)..];
        return (await CreateLookup(arguments).FindTextAsync(top, cancellationToken)).IsUnknown;
    }

    /// <summary>What senders see of the domains, in their order; of those that there was no time for, that it is unfinished.</summary>
    public Task<IReadOnlyList<DomainObservation>> ObserveAsync(
        ParseResult arguments,
        CliConsole console,
        IReadOnlyList<DomainName> domains,
        DomainAspects aspects,
        CancellationToken cancellationToken)
    {
        var probe = services.CreateProbe(services.Authorities).WithoutTls12Test();
        var observer = new DomainObserver(CreateLookup(arguments), probe, AllowsPrivate(arguments));
        return RunAsync(
            arguments,
            console,
            "Looking up",
            domains,
            (domain, token) => observer.ObserveAsync(domain, aspects, token),
            domain => new DomainObservation(domain) { IsUnfinished = true },
            cancellationToken);
    }

    /// <summary>Does the same for many domains at once within the time for the run, and shows how far it is.</summary>
    public async Task<IReadOnlyList<TResult>> RunAsync<TItem, TResult>(
        ParseResult arguments,
        CliConsole console,
        string title,
        IReadOnlyList<TItem> items,
        Func<TItem, CancellationToken, Task<TResult>> work,
        Func<TItem, TResult> unfinished,
        CancellationToken cancellationToken)
        where TResult : class
    {
        var run = new DomainRun(arguments.GetValue(concurrency), GetTimeout(arguments), services.Time);
        var results = run.RunAsync(items, work, unfinished, cancellationToken);
        await ProgressBar.ShowAsync(console, title, items.Count, () => run.Done, results);
        return await results;
    }
}
