using MtaSts.Cli.Console;
using MtaSts.Storage;

namespace MtaSts.Cli.Rollout;

/// <summary>What comes after a change: <c>Next: mta-sts publish contoso.com, after 10:46:12 UTC.</c></summary>
internal static class NextLine
{
    private const int MaximumNames = 5;

    /// <summary>Without a time, which the command tells.</summary>
    /// <param name="options">Options of the command, each with a space before it.</param>
    public static string Format(IReadOnlyList<DomainName> domains, string options = "") => $"Next: {FormatCommand(domains, options)}.";

    /// <param name="at">The time before which it must not be done.</param>
    /// <param name="now">The time now; of another day, the date is named.</param>
    /// <param name="options">Options of the command, each with a space before it.</param>
    public static string Format(IReadOnlyList<DomainName> domains, DateTimeOffset at, DateTimeOffset now, string options = "") =>
        $"Next: {FormatCommand(domains, options)}, after {Words.FormatTime(at, now)}.";

    /// <summary>The same, of states that came about just now; null if none of them has an id of ours.</summary>
    public static string? Format(IEnumerable<StoredPolicy> changed, TimeSpan refreshAfter)
    {
        var states = changed.Where(state => state is { Id: not null, Since: not null }).ToList();
        return states.Max(state => state.Since) is { } last
            ? Format([.. states.Select(state => state.Domain)], last + refreshAfter, last)
            : null;
    }

    public static string FormatCommand(IReadOnlyList<DomainName> domains, string options) =>
        $"mta-sts publish {FormatNames(domains, " ") ?? "--all"}{options}";

    /// <summary>The names of a few domains; null of more.</summary>
    public static string? FormatNames(IReadOnlyList<DomainName> domains, string separator) =>
        domains.Count > MaximumNames ? null : string.Join(separator, domains.Select(domain => domain.Ascii));
}
