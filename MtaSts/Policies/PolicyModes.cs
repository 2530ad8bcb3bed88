using System.Diagnostics.CodeAnalysis;

namespace MtaSts.Policies;

/// <summary>The names of the modes in a policy: lower case, case-sensitive (RFC 8461 §3.2).</summary>
public static class PolicyModes
{
    /// <summary>The name of <paramref name="mode"/>, such as <c>enforce</c>.</summary>
    public static string ToText(this PolicyMode mode) => mode switch
    {
        PolicyMode.None => "none",
        PolicyMode.Testing => "testing",
        PolicyMode.Enforce => "enforce",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a mode."),
    };

    /// <summary>Reads one of the three names, in lower case.</summary>
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
