using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Onboarding;
using MtaSts.Cli.Onboarding.Walks;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;

namespace MtaSts.Cli.Commands;

/// <summary><c>offboard</c>: takes away what <c>onboard</c> made, of domains that <c>remove</c> has removed.</summary>
internal sealed class OffboardCommand : ChangeCommand
{
    private readonly TimeProvider time;
    private readonly OnboardingOptions options;
    private readonly OnboardingReport report = new("offboard");

    public OffboardCommand(ToolServices services)
        : base(
            "offboard",
            "Takes away DNS records, host name, certificate and test of domains that were removed, in the safe order.",
            "mta-sts offboard contoso.com")
    {
        time = services.Time;
        options = new OnboardingOptions(services, offersAll: false);
        options.AddTo(this);
        report.AddTo(this);
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var domains = await options.ListAsync(arguments, console, session.Store, cancellationToken);
        var tools = await options.CreateToolsAsync(arguments, console, session, reports: null, cancellationToken);
        var board = new OnboardingBoard(domains);
        var removed = await FindRemovedAsync(session, board, domains, cancellationToken);
        var run = new OnboardingRun(time, board, domain => new DomainOffboarding(tools, domain));
        await run.LookAsync(console, removed, cancellationToken);
        if (!IsDryRun(arguments))
        {
            List<DomainName> changing = [.. removed.Where(domain => !board.Get(domain).IsDone)];
            if (changing.Count > 0)
            {
                if (FindReader(arguments, console) is { } reader)
                {
                    OnboardingTable.Write(reader, board);
                }

                await ConfirmAsync(arguments, console, Words.Count(changing.Count, "domain"), cancellationToken);
            }

            await WalkAsync(arguments, console, run, board, changing, cancellationToken);
        }

        Write(arguments, console, board);
        return IsDryRun(arguments) ? ExitCode.Done : OnboardingRun.GetExitCode(board);
    }

    /// <summary>Those that are not hosted any more; a policy that is still served must stay reachable.</summary>
    private static async Task<IReadOnlyList<DomainName>> FindRemovedAsync(
        StoreSession session, OnboardingBoard board, IReadOnlyList<DomainName> domains, CancellationToken cancellationToken)
    {
        var timelines = await session.Store.ReadTimelinesAsync(domains, cancellationToken);
        var removed = new List<DomainName>();
        foreach (var (domain, timeline) in domains.Zip(timelines))
        {
            if (timeline is { Current: null, IsCurrentLost: false, States.Count: > 0 })
            {
                removed.Add(domain);
                continue;
            }

            var text = timeline.IsCurrentLost
                ? "Its row was deleted by hand, and senders may hold its policies. "
                    + $"Run 'mta-sts rollback {domain}', then 'mta-sts remove {domain}'."
                : timeline.Current is null ? "It was never hosted here, so nothing of it is taken away."
                : $"It is still hosted. Run 'mta-sts remove {domain}' first, until it is removed.";
            board.Report(domain, new OnboardingStep(OnboardingStage.Policy, OnboardingTurn.Stuck, text));
        }

        return removed;
    }

    private async Task WalkAsync(
        ParseResult arguments,
        CliConsole console,
        OnboardingRun run,
        OnboardingBoard board,
        List<DomainName> changing,
        CancellationToken cancellationToken)
    {
        try
        {
            await run.RunAsync(
                console,
                changing,
                _ => new WalkMode(MayAct: true, options.Waits(arguments)),
                say: null,
                options.GetTimeout(arguments),
                cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Write(arguments, console, board);
            throw OnboardingReport.Cancelled();
        }
    }

    private void Write(ParseResult arguments, CliConsole console, OnboardingBoard board)
    {
        if (IsJson(arguments))
        {
            OnboardingReport.WriteJson(console, board, findChanges: null);
        }
        else
        {
            report.Write(arguments, console, board);
        }

        if (IsDryRun(arguments))
        {
            console.WriteMessage("Nothing was changed: --what-if.");
        }
        else if (!IsJson(arguments))
        {
            report.WriteNext(console, board);
        }
    }
}
