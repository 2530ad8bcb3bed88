using System.Text.Json;
using System.Text.RegularExpressions;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Configuration;

/// <summary>Keeps secrets out of a file that goes into a repository.</summary>
internal static partial class SettingsSecrets
{
    /// <exception cref="CommandException">Something looks like a secret; the message does not repeat it.</exception>
    public static void Refuse(SettingsValue value)
    {
        if (value.Element.ValueKind == JsonValueKind.Object)
        {
            foreach (var (name, member) in value.ListMembers())
            {
                Refuse(SecretText().IsMatch(name) ? throw Fail(value) : SecretName().IsMatch(name) ? throw Fail(member) : member);
            }
        }
        else if (value.Element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.ReadItems())
            {
                Refuse(item);
            }
        }
        else if (value.Element.ValueKind == JsonValueKind.String && SecretText().IsMatch(value.Element.GetString()!))
        {
            throw Fail(value);
        }
    }

    private static CommandException Fail(SettingsValue value) => value.Fail(
        "looks like a connection string or a key, and this file is shared with everyone who has the repository",
        "Remove it, and renew the key if others have seen it. Use store.tableServiceUri and sign in with 'az login', or set PolicyStorage "
        + "in the environment");

    [GeneratedRegex("connection|password|secret|token|sas$|key$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    // A connection string, a signed address, or the 32 or 64 bytes of a key.
    [GeneratedRegex(
        @"(Account|SharedAccess)Key\s*=|SharedAccessSignature|DefaultEndpointsProtocol\s*=|UseDevelopmentStorage\s*=|[?&]sig="
        + @"|^([A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretText();
}
