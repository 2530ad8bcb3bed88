using System.Text.RegularExpressions;

namespace MtaSts.Cli.ResourceManager;

/// <summary>What to do about an error of Azure's.</summary>
internal static partial class AzureAdvice
{
    private static readonly (string Prefix, string Role)[] Roles =
    [
        ("Microsoft.Network/dnsZones", "DNS Zone Contributor"),
        ("Microsoft.Web/", "Website Contributor"),
        ("Microsoft.Insights/", "Monitoring Contributor"),
        ("Microsoft.Resources/deployments", "Contributor"),
    ];

    public static string? Find(AzureError error) => error.Code switch
    {
        "AuthorizationFailed" or "LinkedAuthorizationFailed" => FindRole(error.Message),
        "InvalidAuthenticationTokenTenant" => FindTenant(error.Message),
        "InvalidAuthenticationToken" or "ExpiredAuthenticationToken" or "AuthenticationFailed" =>
            "Sign in again: 'az login' or 'azd auth login'.",
        "SubscriptionNotFound" or "InvalidSubscriptionId" =>
            "Sign in with an account that may see the subscription ('az login'), or correct mta-sts.json with 'mta-sts init'.",
        "ResourceGroupNotFound" or "ResourceNotFound" =>
            "Deploy the app first ('azd up'), or correct mta-sts.json with 'mta-sts init'.",
        "ScopeLocked" => "Somebody has put a lock on it. Remove the lock for the time of the change: 'az lock list'.",
        "RequestDisallowedByPolicy" => "A policy of your organization forbids it. Ask who manages Azure Policy there for an exemption.",
        _ => null,
    };

    private static string FindRole(string message)
    {
        var denied = Denied().Match(message);
        if (!denied.Success)
        {
            return "Ask whoever owns the subscription for the role.";
        }

        var (action, scope) = (denied.Groups["action"].Value, denied.Groups["scope"].Value);
        var role = Array.Find(Roles, role => action.StartsWith(role.Prefix, StringComparison.OrdinalIgnoreCase)).Role ?? "Contributor";
        var assignee = denied.Groups["id"].Value;
        return $"The role {role} on it allows that. Someone who owns it runs: "
            + $"az role assignment create --assignee {assignee} --role \"{role}\" --scope {scope}. A new role takes some minutes to count.";
    }

    private static string FindTenant(string message) => Tenant().Match(message) is { Success: true } tenant
        ? $"You are signed in to another tenant. Run 'az login --tenant {tenant.Groups["id"].Value}'."
        : "You are signed in to another tenant. Run 'az login --tenant TENANT' with that of the subscription.";

    [GeneratedRegex("""object id '(?<id>[0-9A-Za-z-]+)'.*action '(?<action>[\w./*-]+)' over scope '(?<scope>/[^']*)'""", RegexOptions.Singleline)]
    private static partial Regex Denied();

    [GeneratedRegex("""must match (?:the|one of the)[^']*'https://sts\.windows\.net/(?<id>[0-9A-Fa-f-]{36})/?[,']""")]
    private static partial Regex Tenant();
}
