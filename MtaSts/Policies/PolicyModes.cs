using System.Diagnostics.CodeAnalysis;

namespace MtaSts.Policies;

/// <summary>The modes as a policy spells them: lower case, compared case-sensitively (RFC 8461 §3.2).</summary>
public static class PolicyModes
{
    /// <summary>The word for <paramref name="mode"/>.</summary>
    public static string ToText(this PolicyMode mode) => mode switch
    {
        PolicyMode.None => "none",
        PolicyMode.Testing => "testing",
        PolicyMode.Enforce => "enforce",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode."),
    };

    /// <summary>Reads one of the three words; anything else, another case included, is refused.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PolicyMode? mode)
    {
        mode = text switch
        {
            "none" => PolicyMode.None,
            "testing" => PolicyMode.Testing,
            "enforce" => PolicyMode.Enforce,
            _ => null,
        };
        return mode is not null;
    }
}
