using System.Diagnostics.CodeAnalysis;
using MtaSts.Checks.Lookups;
using MtaSts.ExchangeOnline;
using MtaSts.Policies;

namespace MtaSts.Rollout;

/// <summary>Where mail is to move to, as somebody named it: hosts, patterns, or <see cref="ExchangeOnline"/>.</summary>
public sealed class MxTarget
{
    /// <summary>The word for the hosts of Exchange Online that are among the MX of a domain already.</summary>
    public const string ExchangeOnline = "exchange-online";

    private readonly IReadOnlyList<string> names;
    private readonly IReadOnlyList<MxPattern>? patterns;

    private MxTarget(IReadOnlyList<string> names, IReadOnlyList<MxPattern>? patterns) => (this.names, this.patterns) = (names, patterns);

    /// <summary>A host that Exchange Online has for one domain alone; null if none is named.</summary>
    public string? HostOfOneDomain =>
        names.FirstOrDefault(name => !name.StartsWith('*') && ExchangeOnlineHosts.FindPattern(name) is not null);

    /// <summary>The options of a command line that name it.</summary>
    public string Options => string.Join(' ', names.Select(name => name.StartsWith('*') ? $"--to \"{name}\"" : $"--to {name}"));

    /// <summary>What the MX is to be, for a sentence.</summary>
    public string Text => patterns is null
        ? "its host of Exchange Online alone"
        : string.Join(", ", names.Select(name => name.StartsWith('*') ? $"a host that {name} covers" : name));

    /// <summary>Reads what somebody named, in any case.</summary>
    /// <exception cref="FormatException">It cannot be read; the message says why.</exception>
    public static MxTarget Parse(IReadOnlyList<string> names) =>
        TryParse(names, out var target, out var fault) ? target : throw new FormatException(fault);

    /// <summary>Reads as <see cref="Parse"/> does; if it cannot, <paramref name="fault"/> says why, in a sentence.</summary>
    public static bool TryParse(
        IReadOnlyList<string> names, [NotNullWhen(true)] out MxTarget? target, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(names);
        (target, fault) = (null, null);
        if (names.Contains(ExchangeOnline))
        {
            fault = names.Count == 1 ? null : $"{ExchangeOnline} stands for all hosts, so nothing can be named beside it.";
            target = fault is null ? new MxTarget(names, null) : null;
            return target is not null;
        }

        var named = new List<MxPattern>();
        foreach (var name in names.SelectMany(text => MxText.Split(text).DefaultIfEmpty("")))
        {
            if (!MxText.TryParse(name, out var pattern, out var reason))
            {
                fault = $"'{name}' is not a host, a pattern such as *.mx.example.net, or {ExchangeOnline}: {reason}.";
                return false;
            }

            named.Add(pattern);
        }

        target = new MxTarget([.. named.Select(pattern => $"{pattern}")], [.. named.Select(FindLasting).Distinct()]);
        return true;
    }

    // The pattern lasts where the host is one of many that Microsoft may renumber.
    private static MxPattern FindLasting(MxPattern named) =>
        !named.IsWildcard && ExchangeOnlineHosts.FindPattern(named.Name) is { } lasting ? MxPattern.Parse(lasting) : named;

    /// <summary>The patterns that cover the new hosts of a domain; empty if there is no way to tell them.</summary>
    /// <param name="present">The hosts that receive its mail now.</param>
    public IReadOnlyList<MxPattern> FindMx(MailHostAnswer present)
    {
        ArgumentNullException.ThrowIfNull(present);
        return patterns
            ?? [.. present.Hosts.Select(ExchangeOnlineHosts.FindPattern).OfType<string>().Distinct().Select(MxPattern.Parse)];
    }
}
