using System.Diagnostics.CodeAnalysis;

namespace MtaSts.Policies;

/// <summary>An <c>mx</c> of a policy in lower case: a host name, or <c>*.</c> and a domain (RFC 8461 §3.2, §4.1).</summary>
public sealed record MxPattern
{
    internal const string Wildcard = "*.";

    private MxPattern(string name, bool isWildcard)
    {
        Name = name;
        IsWildcard = isWildcard;
    }

    /// <summary>The host name; of a wildcard, the domain after <c>*.</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the pattern covers every host one label below <see cref="Name"/>, and not <see cref="Name"/> itself.</summary>
    public bool IsWildcard { get; }

    /// <summary>Reads a pattern in any case.</summary>
    /// <exception cref="FormatException">The text is not a pattern; the message says why.</exception>
    public static MxPattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var pattern, out var fault)
            ? pattern
            : throw new FormatException($"'{text}' is not an mx pattern: {fault}.");
    }

    /// <summary>Reads a pattern as <see cref="Parse"/> does, and says in <paramref name="fault"/> why it cannot.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out MxPattern? pattern, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isWildcard = text.StartsWith(Wildcard, StringComparison.Ordinal);
        var name = isWildcard ? text[Wildcard.Length..] : text;
        fault = name switch
        {
            // RFC 8461 §4.1: the wildcard stands for the whole leftmost label, and only there.
            _ when name.Contains('*') => "'*' is only allowed as the whole leftmost label",
            [.., '.'] => "it ends in a dot",
            _ => HostNameSyntax.FindFault(name),
        };
        pattern = fault is null ? new MxPattern(name.ToLowerInvariant(), isWildcard) : null;
        return pattern is not null;
    }

    /// <summary>
    /// Whether the pattern covers <paramref name="host"/>, an MX host in any case, with or without DNS's trailing dot (§4.1).
    /// </summary>
    public bool Matches(ReadOnlySpan<char> host)
    {
        host = host is [.., '.'] ? host[..^1] : host;
        if (IsWildcard)
        {
            // Exactly one label: *.example.com covers neither example.com nor a.b.example.com.
            var dot = host.IndexOf('.');
            return dot > 0 && host[(dot + 1)..].Equals(Name, StringComparison.OrdinalIgnoreCase);
        }

        return host.Equals(Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The pattern as a policy writes it.</summary>
    public override string ToString() => IsWildcard ? Wildcard + Name : Name;
}
