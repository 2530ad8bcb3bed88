using System.Net;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>Judges the names and addresses of <c>mta-sts.&lt;domain&gt;</c>, where senders fetch the policy (RFC 8461 §3.3).</summary>
internal static class HostCheck
{
    private const string ManagedIssuer = "digicert.com";
    private const string ManagedHosts = ".azurewebsites.net";

    /// <param name="issuers">The CAA records that apply to it; null if they were not looked up.</param>
    /// <param name="appAddresses">The addresses of <paramref name="app"/>; null if they were not looked up.</param>
    public static CheckPart Judge(
        DomainName domain,
        DnsAnswer<IPAddress> addresses,
        DnsAnswer<CaaRecord>? issuers,
        DomainName? app,
        DnsAnswer<IPAddress>? appAddresses,
        bool allowsPrivate)
    {
        var host = $"mta-sts.{domain}";
        var part = new CheckPartBuilder(CheckArea.Host);
        part.AddAliases(addresses);
        var pointsToApp = app is { } goal && PointsByName(host, addresses, goal);
        if (part.HasAnswer(addresses, "the addresses", "Where the host points could not be determined."))
        {
            JudgeAddresses(part, host, addresses, allowsPrivate);
            if (app is { } other && !pointsToApp && addresses.Outcome == DnsOutcome.Found)
            {
                pointsToApp = PointsByAddress(part, host, addresses, other, appAddresses);
            }
        }

        if (issuers is not null)
        {
            JudgeIssuers(
                part,
                host,
                issuers,
                pointsToApp || addresses.Aliases.Any(alias => alias.EndsWith(ManagedHosts, StringComparison.OrdinalIgnoreCase)));
        }

        return part.ToPart();
    }

    private static void JudgeAddresses(CheckPartBuilder part, string host, DnsAnswer<IPAddress> addresses, bool allowsPrivate)
    {
        if (addresses.Outcome != DnsOutcome.Found)
        {
            var isDangling = addresses is { Outcome: DnsOutcome.NxDomain, Aliases.Count: > 0 };
            part.AddFinding((isDangling ? CheckRules.HostDangling : CheckRules.HostMissing).At(host, addresses.DescribeAbsence("address")));
            return;
        }

        foreach (var address in addresses.Records)
        {
            part.AddObservation("address", address.ToString());
            if (!allowsPrivate && !PublicAddress.Includes(address))
            {
                part.AddFinding(CheckRules.HostPrivate.At(host, $"The address {address} is not on the public Internet."));
            }
        }

        if (addresses.Fault is { } fault)
        {
            part.AddNotChecked($"There may be more addresses: one of the two address lookups failed ({fault}).");
        }
    }

    private static bool PointsByName(string host, DnsAnswer<IPAddress> addresses, DomainName app) =>
        addresses.Aliases.Append(host).Contains(app.Ascii, StringComparer.OrdinalIgnoreCase);

    private static bool PointsByAddress(
        CheckPartBuilder part, string host, DnsAnswer<IPAddress> addresses, DomainName app, DnsAnswer<IPAddress>? appAddresses)
    {
        if (appAddresses is not null
            && !part.HasAnswer(appAddresses, "the addresses", $"Whether the host points to {app} could not be determined."))
        {
            return false;
        }

        if (appAddresses is not null && addresses.Records.All(address => appAddresses.Records.Contains(address)))
        {
            return true;
        }

        var end = addresses.Aliases is [.., var alias] ? PlainText.Quote(alias) : string.Join(", ", addresses.Records.Take(3));
        part.AddFinding(CheckRules.HostElsewhere.At(host, $"The host points to {end}, not to {app}.", $"Point the CNAME to {app}."));
        return false;
    }

    private static void JudgeIssuers(CheckPartBuilder part, string host, DnsAnswer<CaaRecord> issuers, bool isManaged)
    {
        foreach (var record in issuers.Records)
        {
            part.AddObservation("CAA", $"{record.Flags} {PlainText.Quote(record.Tag)} {PlainText.Quote(record.Value)}");
        }

        // Elsewhere another authority issues the certificate; whether it may is not ours to judge.
        if (!isManaged)
        {
            if (issuers.Fault is { } fault)
            {
                part.AddObservation("CAA", $"unknown: {fault}");
            }

            return;
        }

        if (part.HasAnswer(issuers, "the CAA records", "Whether a managed certificate can be issued could not be determined.")
            && CaaPolicy.FindObjection(issuers.Records, ManagedIssuer) is { } objection)
        {
            part.AddFinding(CheckRules.IssuerForbidden.At(host, $"The CAA records of {PlainText.Quote(issuers.Name)} {objection}."));
        }
    }
}
