using MtaSts.Cli.Console;
using MtaSts.Policies;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Guarding;

/// <summary>What the guard said of the changes of a command, and whether they are made all the same.</summary>
internal sealed class GuardOutcome(IReadOnlyList<GuardResult> results, bool isForced)
{
    private readonly Dictionary<DomainName, IReadOnlyList<string>> blockers = results
        .Where(result => result.Blockers.Count > 0)
        .ToDictionary(result => result.Domain, result => result.Blockers);

    /// <summary>What is known of providers' policies that were looked at, by where they publish them.</summary>
    public IReadOnlyDictionary<Uri, Policy> Provided { get; init; } = new Dictionary<Uri, Policy>();

    public bool IsRefused => !isForced && blockers.Count > 0;

    public IReadOnlyList<string> GetBlockers(DomainName? domain) => domain is { } name ? blockers.GetValueOrDefault(name, []) : [];

    /// <summary>The draft with the provider's policy that was looked at; else as it is.</summary>
    public PolicyDraft Complete(PolicyDraft draft) => draft.Content is PolicyContent.Upstream { Url: var url }
        && Provided.GetValueOrDefault(url) is { } provided ? draft with { Policy = provided } : draft;

    /// <summary>The reason for the history of a domain, which keeps what was overridden.</summary>
    public string FormatReason(DomainName domain, string reason) => ChangeGuard.FormatReason(GetBlockers(domain), reason);

    /// <summary>The reason for the history of what all the domains have in common.</summary>
    public string FormatReason(string reason) => ChangeGuard.FormatReason(
        [.. NamedReasons.Format(blockers.SelectMany(domain => domain.Value.Select(blocker => (domain.Key.Ascii, blocker))))], reason);

    /// <param name="isEachForItself">Whether what is not refused is changed all the same.</param>
    public void Write(CliConsole console, bool isEachForItself)
    {
        WriteLines(console, "Warning for", result => result.Warnings);
        WriteLines(console, isForced ? "Forced" : "Refused", result => result.Blockers);
        if (IsRefused)
        {
            console.WriteMessage(isEachForItself
                ? "What is refused is left out. To change it all the same, use --force and --reason."
                : "Nothing was changed. To change it all the same, use --force and --reason.");
        }
    }

    private void WriteLines(CliConsole console, string verb, Func<GuardResult, IReadOnlyList<string>> select) => NamedReasons.Write(
        console, verb, results.SelectMany(result => select(result).Select(reason => (Words.Format(result.Domain), reason))));
}
