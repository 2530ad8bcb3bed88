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
    ];

    // What a provider says in words of its own, of which the code says too little.
    private static readonly (string Part, string Advice)[] Sayings =
    [
        ("A TXT record pointing from asuid.", "Azure does not see that record in DNS yet. Run this again in some minutes."),
        ("Certificate creation failed",
            "The host name has to be a CNAME directly to the app, and CAA records of the domain have to allow digicert.com."),
        ("CNAME record could not be created", "Nothing else may be at the name of a CNAME: delete the other records there."),
        ("already assigned to another", "Remove the name from that app first: a name belongs to one app of a region."),
    ];

    public static string? Find(AzureError error) => error.Code switch
    {
        _ when Denied().Match(error.Message) is { Success: true } denied => FindRole(denied),
        "AuthorizationFailed" or "LinkedAuthorizationFailed" => "Ask whoever owns the subscription for the role.",
        "InvalidAuthenticationTokenTenant" => FindTenant(error.Message),
        "InvalidAuthenticationToken" or "ExpiredAuthenticationToken" or "AuthenticationFailed" =>
            "Sign in again: 'az login' or 'azd auth login'.",
        "SubscriptionNotFound" or "InvalidSubscriptionId" =>
            "Sign in with an account that may see the subscription ('az login'), or correct mta-sts.json with 'mta-sts init'.",
        "ResourceGroupNotFound" or "ResourceNotFound" =>
            "Deploy the app first ('azd up'), or correct mta-sts.json with 'mta-sts init'.",
        "ScopeLocked" => "Somebody has put a lock on it. Remove the lock for the time of the change: 'az lock list'.",
        "RequestDisallowedByPolicy" => "A policy of your organization forbids it. Ask who manages Azure Policy there for an exemption.",
        _ => Sayings.FirstOrDefault(saying => error.Message.Contains(saying.Part, StringComparison.OrdinalIgnoreCase)).Advice,
    };

    private static string FindRole(Match denied)
    {
        var (action, scope, assignee) = (denied.Groups["action"].Value, denied.Groups["scope"].Value, denied.Groups["id"].Value);
        var role = FindRole(action, scope);
        return $"The role {role} allows that. Someone who may give roles there runs: "
            + $"az role assignment create --assignee {assignee} --role \"{role}\" --scope \"{Widen(scope)}\". "
            + "A new role takes some minutes to count.";
    }

    // Both roles may deploy templates; which one is meant, the deployment's name says.
    private static string FindRole(string action, string scope) =>
        Array.Find(Roles, role => action.StartsWith(role.Prefix, StringComparison.OrdinalIgnoreCase)).Role
        ?? Roles[scope.Contains($"/deployments/{ZoneRecords.DeploymentPrefix}", StringComparison.OrdinalIgnoreCase) ? 0 : 1].Role;

    /// <summary>The zone, the app, or the group: a role on a single record, or on what is not there yet, would not help.</summary>
    private static string Widen(string scope) => Holder().Match(scope) is { Success: true } holder ? holder.Value : scope;

    private static string FindTenant(string message) => Tenant().Match(message) is { Success: true } tenant
        ? $"You are signed in to another tenant. Run 'az login --tenant {tenant.Groups["id"].Value}'."
        : "You are signed in to another tenant. Run 'az login --tenant TENANT' with that of the subscription.";

    [GeneratedRegex(
        """object id '(?<id>[0-9A-Za-z-]+)'.*?action '(?<action>[\w./*-]+)' (?:over|at) scope '(?<scope>/[^']*)'""",
        RegexOptions.Singleline)]
    private static partial Regex Denied();

    [GeneratedRegex(
        """^/subscriptions/[^/]+/resourceGroups/[^/]+(?:/providers/Microsoft\.(?:Network/dnsZones|Web/sites)/[^/]+)?""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Holder();

    [GeneratedRegex("""must match (?:the|one of the)[^']*'https://sts\.windows\.net/(?<id>[0-9A-Fa-f-]{36})/?[,']""")]
    private static partial Regex Tenant();
}
