using System.Net;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>Judges the names and addresses of <c>mta-sts.&lt;domain&gt;</c>, where senders fetch the policy (RFC 8461 §3.3).</summary>
public static class HostCheck
{
    private const string ManagedIssuer = "digicert.com";
    private const string ManagedHosts = ".azurewebsites.net";

    /// <summary>Whether senders get to the host, to the app where one is given, and whether a managed certificate can be issued for it.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="addresses">The addresses of <c>mta-sts.&lt;domain&gt;</c>.</param>
    /// <param name="issuers">The CAA records that decide for it; null when they were not looked up.</param>
    /// <param name="app">Where the host has to lead; null when anywhere will do.</param>
    /// <param name="appAddresses">The addresses of <paramref name="app"/>; null when they were not looked up.</param>
    /// <param name="allowsPrivate">Whether addresses outside the public Internet are taken, too.</param>
    public static CheckPart Judge(
        DomainName domain,
        DnsAnswer<IPAddress> addresses,
        DnsAnswer<CaaRecord>? issuers,
        DomainName? app,
        DnsAnswer<IPAddress>? appAddresses,
        bool allowsPrivate)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var host = $"mta-sts.{domain}";
        var draft = new CheckPartBuilder(CheckArea.Host);
        draft.SeeAliases(addresses);
        var leadsToApp = app is { } goal && LeadsByName(host, addresses, goal);
        if (draft.Knows(addresses, "the addresses", "Where the host leads is not known."))
        {
            JudgeAddresses(draft, host, addresses, allowsPrivate);
            if (app is { } other && !leadsToApp && addresses.Outcome == DnsOutcome.Found)
            {
                leadsToApp = LeadsByAddress(draft, host, addresses, other, appAddresses);
            }
        }

        if (issuers is not null)
        {
            JudgeIssuers(draft, host, issuers, leadsToApp || addresses.Aliases.Any(alias => alias.EndsWith(ManagedHosts, StringComparison.OrdinalIgnoreCase)));
        }

        return draft.ToPart();
    }

    private static void JudgeAddresses(CheckPartBuilder draft, string host, DnsAnswer<IPAddress> addresses, bool allowsPrivate)
    {
        if (addresses.Outcome != DnsOutcome.Found)
        {
            var isDangling = addresses is { Outcome: DnsOutcome.NxDomain, Aliases.Count: > 0 };
            draft.AddFinding((isDangling ? CheckRules.HostDangling : CheckRules.HostMissing).At(host, addresses.DescribeAbsence("address")));
            return;
        }

        foreach (var address in addresses.Records)
        {
            draft.AddObservation("address", address.ToString());
            if (!allowsPrivate && !PublicAddress.Includes(address))
            {
                draft.AddFinding(CheckRules.HostPrivate.At(host, $"The address {address} is not one of the public Internet."));
            }
        }

        if (addresses.Fault is { } fault)
        {
            draft.AddNotChecked($"There may be more addresses: the lookup of one kind failed ({fault}).");
        }
    }

    private static bool LeadsByName(string host, DnsAnswer<IPAddress> addresses, DomainName app) =>
        addresses.Aliases.Append(host).Contains(app.Ascii, StringComparer.OrdinalIgnoreCase);

    private static bool LeadsByAddress(
        CheckPartBuilder draft, string host, DnsAnswer<IPAddress> addresses, DomainName app, DnsAnswer<IPAddress>? appAddresses)
    {
        if (appAddresses is not null
            && !draft.Knows(appAddresses, "the addresses", $"Whether the host leads to {app} by its addresses is not known."))
        {
            return false;
        }

        if (appAddresses is not null && addresses.Records.All(address => appAddresses.Records.Contains(address)))
        {
            return true;
        }

        var end = addresses.Aliases is [.., var alias] ? PlainText.Quote(alias) : string.Join(", ", addresses.Records.Take(3));
        draft.AddFinding(CheckRules.HostElsewhere.At(host, $"The host leads to {end}, not to {app}.", $"Point the CNAME at {app}."));
        return false;
    }

    private static void JudgeIssuers(CheckPartBuilder draft, string host, DnsAnswer<CaaRecord> issuers, bool isManaged)
    {
        foreach (var record in issuers.Records)
        {
            draft.AddObservation("CAA", $"{record.Flags} {PlainText.Quote(record.Tag)} {PlainText.Quote(record.Value)}");
        }

        // Elsewhere another authority issues the certificate, and whether that may is between the two.
        if (!isManaged)
        {
            if (issuers.Fault is { } fault)
            {
                draft.AddObservation("CAA", $"not known: {fault}");
            }

            return;
        }

        if (draft.Knows(issuers, "the CAA records", "Whether a managed certificate can be issued is not known.")
            && CaaPolicy.FindObjection(issuers.Records, ManagedIssuer) is { } obstacle)
        {
            draft.AddFinding(CheckRules.IssuerForbidden.At(host, $"The CAA records of {PlainText.Quote(issuers.Name)} {obstacle}."));
        }
    }
}
