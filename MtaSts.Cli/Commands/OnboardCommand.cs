using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Guarding;
using MtaSts.Cli.Lists;
using MtaSts.Cli.Onboarding;
using MtaSts.Cli.Onboarding.Walks;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;

namespace MtaSts.Cli.Commands;

/// <summary><c>onboard</c>: domains from whatever they are to a policy that senders find.</summary>
internal sealed class OnboardCommand : ChangeCommand
{
    private readonly TimeProvider time;
    private readonly OnboardingOptions options;
    private readonly OnboardingReport report = new(OnboardingReport.Onboard);
    private readonly PolicyGuard guard;
    private readonly ReportsOption rua = new();

    public OnboardCommand(ToolServices services)
        : base(
            "onboard",
            "Takes domains all the way: policy, host name, certificate, DNS records, check; goes on where each stands.",
            "mta-sts onboard contoso.com")
    {
        time = services.Time;
        options = new OnboardingOptions(services, offersAll: true);
        guard = new PolicyGuard(services, options.MailHosts);
        options.AddTo(this);
        rua.AddTo(this);
        AddOptions(guard.Force);
        report.AddTo(this);
        RequireReasonFor(guard.Force);
        DomainArgument.RefuseInitialDomains(this);
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var domains = LeaveOutInitial(console, await options.ListAsync(arguments, console, session.Store, cancellationToken));
        var reports = rua.ReadRecord(arguments, Services);
        var tools = await options.CreateToolsAsync(arguments, console, session, reports, cancellationToken);
        var planner = new OnboardingPlanner(tools, new NewPolicies(guard, tools));
        var plan = await planner.PlanAsync(arguments, console, session, domains, GetReason(arguments), cancellationToken);
        if (!IsDryRun(arguments))
        {
            await ConfirmAsync(arguments, console, plan, cancellationToken);
            await WalkAsync(arguments, console, tools, plan, cancellationToken);
        }

        Write(arguments, console, plan);
        return IsDryRun(arguments) ? ExitCode.Done : OnboardingRun.GetExitCode(plan.Board);
    }

    // A list of a tenant's domains has them, too.
    private static IReadOnlyList<DomainName> LeaveOutInitial(CliConsole console, IReadOnlyList<DomainName> domains)
    {
        var initial = domains.Where(domain => SkippedDomain.FindReason(domain.Ascii) is not null).ToList();
        NamedReasons.Write(console, "Skipped", initial.Select(domain => (domain.Ascii, SkippedDomain.FindReason(domain.Ascii)!)));
        return [.. domains.Except(initial)];
    }

    private async Task ConfirmAsync(ParseResult arguments, CliConsole console, OnboardingPlan plan, CancellationToken cancellationToken)
    {
        if (FindReader(arguments, console) is { } reader)
        {
            foreach (var step in plan.NewPolicies)
            {
                ChangeView.Write(reader, step.Planned);
            }
        }

        plan.Write(console);
        if (plan.Changing is { Count: > 0 } changing)
        {
            await ConfirmAsync(arguments, console, Words.Count(changing.Count, "domain"), cancellationToken);
        }
    }

    private async Task WalkAsync(
        ParseResult arguments, CliConsole console, OnboardingTools tools, OnboardingPlan plan, CancellationToken cancellationToken)
    {
        // What was not shown is not done: of others it is only found out where they stand.
        HashSet<DomainName> allowed = [.. plan.Changing];
        try
        {
            var hosted = await plan.SavePoliciesAsync(cancellationToken);
            var run = new OnboardingRun(time, plan.Board, domain => new DomainOnboarding(tools, domain));
            await run.RunAsync(
                console,
                hosted,
                domain => new WalkMode(allowed.Contains(domain), options.Waits(arguments)),
                options.Waits(arguments) && !IsJson(arguments) ? records => report.WriteRecords(arguments, console, records) : null,
                options.GetTimeout(arguments),
                cancellationToken);
        }
        catch (Exception exception)
        {
            Write(arguments, console, plan);
            if (exception is OperationCanceledException)
            {
                throw OnboardingReport.Cancelled();
            }

            throw;
        }
    }

    private void Write(ParseResult arguments, CliConsole console, OnboardingPlan plan)
    {
        var isDryRun = IsDryRun(arguments);
        if (IsJson(arguments))
        {
            OnboardingReport.WriteJson(console, plan.Board, isDryRun ? plan.GetStages : null);
        }
        else
        {
            report.Write(arguments, console, plan.Board);
        }

        if (isDryRun)
        {
            plan.Write(console);
            console.WriteMessage("Nothing was changed: --what-if.");
        }
        else if (!IsJson(arguments))
        {
            report.WriteNext(console, plan.Board);
        }
    }
}
