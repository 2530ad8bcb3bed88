using System.Net;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.Results;
using MtaSts.ExchangeOnline;
using MtaSts.Policies;

namespace MtaSts.Checks;

/// <summary>Judges where a domain receives mail, and that against its policy (RFC 8461 §4.1).</summary>
public static class MxCheck
{
    /// <summary>Whether senders that heed the policy deliver to all hosts of the MX.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="answer">Its MX.</param>
    /// <param name="ownAddresses">The addresses of the domain itself, which count when it has no MX; null when they were not looked up.</param>
    /// <param name="hostAddresses">The addresses of those hosts of the MX that were looked up.</param>
    /// <param name="policy">The policy; null when there is none to compare with.</param>
    public static CheckPart Judge(
        DomainName domain,
        DnsAnswer<MailExchange> answer,
        DnsAnswer<IPAddress>? ownAddresses,
        IReadOnlyList<DnsAnswer<IPAddress>> hostAddresses,
        Policy? policy)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(hostAddresses);
        var draft = new CheckPartBuilder(CheckArea.Mx);
        draft.SeeAliases(answer);
        if (draft.Knows(answer, "the MX", "Which hosts receive the domain's mail is not known.")
            && FindHosts(draft, domain, answer, ownAddresses) is { } hosts)
        {
            JudgeAddresses(draft, hosts.Count, hostAddresses);
            Compare(draft, domain, hosts, policy);
        }

        return draft.ToPart();
    }

    /// <summary>The hosts that receive mail; null when there are none, or they are not known.</summary>
    private static List<string>? FindHosts(CheckPartBuilder draft, DomainName domain, DnsAnswer<MailExchange> answer, DnsAnswer<IPAddress>? ownAddresses)
    {
        if (answer.Outcome != DnsOutcome.Found)
        {
            return FindImplicitHost(draft, domain, answer, ownAddresses);
        }

        foreach (var exchange in answer.Records)
        {
            draft.AddObservation("MX", exchange.Host.Length == 0 ? $"{exchange.Preference} . (null MX)" : $"{exchange.Preference} {exchange.Host}");
        }

        var hosts = answer.Records.Select(exchange => exchange.Host).Where(host => host.Length > 0).Distinct().ToList();
        if (hosts.Count < answer.Records.Count && answer.Records.Any(exchange => exchange.Host.Length == 0))
        {
            draft.AddFinding(
                hosts.Count == 0
                    ? CheckRules.NullMx.At(domain.Ascii, "The MX says that the domain receives no mail (null MX).")
                    : CheckRules.NullMx.At(domain.Ascii, "There is a null MX beside other MX.", "Remove the null MX: it may only stand alone."));
        }

        return hosts.Count == 0 ? null : hosts;
    }

    // RFC 5321 §5.1: without an MX the domain itself is the mail host, if it has an address.
    private static List<string>? FindImplicitHost(
        CheckPartBuilder draft, DomainName domain, DnsAnswer<MailExchange> answer, DnsAnswer<IPAddress>? ownAddresses)
    {
        if (answer.Outcome == DnsOutcome.NxDomain || ownAddresses is { Outcome: DnsOutcome.NoData or DnsOutcome.NxDomain })
        {
            draft.AddFinding(CheckRules.NoMailHost.At(domain.Ascii, answer.DescribeAbsence("MX and no address")));
            return null;
        }

        if (ownAddresses is null)
        {
            draft.AddNotChecked("The domain has no MX, and its own address was not looked up.");
            return null;
        }

        if (!draft.Knows(ownAddresses, "the addresses", "Which host receives the domain's mail is not known."))
        {
            return null;
        }

        foreach (var address in ownAddresses.Records)
        {
            draft.AddObservation("address", address.ToString());
        }

        draft.AddFinding(CheckRules.ImplicitMx.At(domain.Ascii, $"{answer.DescribeAbsence("MX")} Its own address counts as one."));
        return [domain.Ascii];
    }

    // RFC 5321 §5.1: an MX of which no host can be used is an error; where one can, mail still comes.
    private static void JudgeAddresses(CheckPartBuilder draft, int hostCount, IReadOnlyList<DnsAnswer<IPAddress>> hostAddresses)
    {
        var missing = hostAddresses.Count(addresses => addresses.Outcome is DnsOutcome.NoData or DnsOutcome.NxDomain);
        var rule = missing == hostCount ? CheckRules.NoMailHostAddress : CheckRules.MailHostWithoutAddress;
        foreach (var addresses in hostAddresses)
        {
            if (draft.Knows(addresses, "the addresses", $"Whether {PlainText.Quote(addresses.Name)} has an address is not known.")
                && addresses.Outcome != DnsOutcome.Found)
            {
                draft.AddFinding(rule.At(addresses.Name, addresses.DescribeAbsence("address")));
            }
        }
    }

    private static void Compare(CheckPartBuilder draft, DomainName domain, List<string> hosts, Policy? policy)
    {
        if (policy is null)
        {
            draft.AddNotChecked("There is no policy to compare the MX with.");
            return;
        }

        if (policy.Mode == PolicyMode.None)
        {
            return;
        }

        foreach (var host in hosts.Where(host => !policy.Covers(host)))
        {
            var rule = policy.Mode == PolicyMode.Enforce ? CheckRules.MxUncovered : CheckRules.MxUncoveredInTesting;
            var advice = ExchangeOnlineHosts.FindPattern(host) is { } needed ? $"Add 'mx: {needed}' to the policy: it covers this host of Exchange Online." : null;
            draft.AddFinding(rule.At(host, $"No mx of the policy covers {PlainText.Quote(host)}.", advice));
        }

        foreach (var pattern in policy.Mx.Where(pattern => !hosts.Exists(host => pattern.Matches(host))))
        {
            draft.AddFinding(CheckRules.PatternUnused.At(domain.Ascii, $"The mx {PlainText.Quote(pattern.ToString())} of the policy covers no MX."));
        }
    }
}
