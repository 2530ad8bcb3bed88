using System.Net;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.Results;
using MtaSts.ExchangeOnline;
using MtaSts.Policies;
using static System.FormattableString;

namespace MtaSts.Checks;

/// <summary>Judges the hosts that receive the mail of a domain, and compares them with its policy (RFC 8461 §4.1).</summary>
internal static class MxCheck
{
    /// <param name="ownAddresses">The addresses of the domain itself, used if it has no MX; null if they were not looked up.</param>
    /// <param name="policy">The policy that is served; null if none is.</param>
    /// <param name="held">Other policies that senders may hold.</param>
    public static CheckPart Judge(
        DomainName domain,
        DnsAnswer<MailExchange> answer,
        DnsAnswer<IPAddress>? ownAddresses,
        IReadOnlyList<DnsAnswer<IPAddress>> hostAddresses,
        Policy? policy,
        IReadOnlyList<HeldPolicy>? held = null)
    {
        var part = new CheckPartBuilder(CheckArea.Mx);
        part.AddAliases(answer);
        if (part.HasAnswer(answer, "the MX", "Which hosts receive the domain's mail could not be determined.")
            && FindHosts(part, domain, answer, ownAddresses) is { } hosts)
        {
            JudgeAddresses(part, hosts.Count, hostAddresses);
            Compare(part, domain, hosts, policy, held ?? []);
        }

        return part.ToPart();
    }

    /// <summary>The hosts that receive mail; null if there are none or they are unknown.</summary>
    private static List<string>? FindHosts(
        CheckPartBuilder part, DomainName domain, DnsAnswer<MailExchange> answer, DnsAnswer<IPAddress>? ownAddresses)
    {
        if (answer.Outcome != DnsOutcome.Found)
        {
            return FindImplicitHost(part, domain, answer, ownAddresses);
        }

        foreach (var exchange in answer.Records)
        {
            part.AddObservation(
                "MX", exchange.Host.Length == 0 ? $"{exchange.Preference} . (null MX)" : $"{exchange.Preference} {exchange.Host}");
        }

        var hosts = answer.Records.Select(exchange => exchange.Host).Where(host => host.Length > 0).Distinct().ToList();
        if (hosts.Count < answer.Records.Count && answer.Records.Any(exchange => exchange.Host.Length == 0))
        {
            part.AddFinding(
                hosts.Count == 0
                    ? CheckRules.NullMx.At(domain.Ascii, "The domain has a null MX: it receives no mail.")
                    : CheckRules.NullMx.At(
                        domain.Ascii, "The domain has a null MX beside other MX records.", "Remove the null MX or all other MX records."));
        }

        return hosts.Count == 0 ? null : hosts;
    }

    // RFC 5321 §5.1: without an MX the domain itself is the mail host, if it has an address.
    private static List<string>? FindImplicitHost(
        CheckPartBuilder part, DomainName domain, DnsAnswer<MailExchange> answer, DnsAnswer<IPAddress>? ownAddresses)
    {
        if (answer.Outcome == DnsOutcome.NxDomain || ownAddresses is { Outcome: DnsOutcome.NoData or DnsOutcome.NxDomain })
        {
            part.AddFinding(CheckRules.NoMailHost.At(domain.Ascii, answer.DescribeAbsence("MX and no address")));
            return null;
        }

        if (ownAddresses is null)
        {
            part.AddNotChecked("The domain has no MX, and its own address was not looked up.");
            return null;
        }

        if (!part.HasAnswer(ownAddresses, "the addresses", "Which host receives the domain's mail could not be determined."))
        {
            return null;
        }

        foreach (var address in ownAddresses.Records)
        {
            part.AddObservation("address", address.ToString());
        }

        part.AddFinding(CheckRules.ImplicitMx.At(domain.Ascii, $"{answer.DescribeAbsence("MX")} Senders use its own address."));
        return [domain.Ascii];
    }

    // RFC 5321 §5.1: an MX without any usable host is an error; with at least one, mail still arrives.
    private static void JudgeAddresses(CheckPartBuilder part, int hostCount, IReadOnlyList<DnsAnswer<IPAddress>> hostAddresses)
    {
        var missing = hostAddresses.Count(addresses => addresses.Outcome is DnsOutcome.NoData or DnsOutcome.NxDomain);
        var rule = missing == hostCount ? CheckRules.NoMailHostAddress : CheckRules.MailHostWithoutAddress;
        foreach (var addresses in hostAddresses)
        {
            var missed = $"Whether {PlainText.Quote(addresses.Name)} has an address could not be determined.";
            if (part.HasAnswer(addresses, "the addresses", missed) && addresses.Outcome != DnsOutcome.Found)
            {
                part.AddFinding(rule.At(addresses.Name, addresses.DescribeAbsence("address")));
            }
        }
    }

    private static void Compare(
        CheckPartBuilder part, DomainName domain, List<string> hosts, Policy? policy, IReadOnlyList<HeldPolicy> held)
    {
        if (policy is not null)
        {
            foreach (var host in FindUncovered(policy, hosts))
            {
                var rule = policy.Mode == PolicyMode.Enforce ? CheckRules.MxUncovered : CheckRules.MxUncoveredInTesting;
                var advice = ExchangeOnlineHosts.FindPattern(host) is { } needed
                    ? $"Add 'mx: {needed}' to the policy. It covers this Exchange Online host."
                    : null;
                part.AddFinding(rule.At(host, $"No mx in the policy covers {PlainText.Quote(host)}.", advice));
            }
        }

        var isHeldUncovered = HeldPolicyCheck.Judge(part, hosts, held);
        if (policy is null)
        {
            part.AddNotChecked("There is no policy to compare the MX with.");
            return;
        }

        if (policy.Mode == PolicyMode.None)
        {
            return;
        }

        foreach (var pattern in policy.Mx.Where(pattern => !hosts.Exists(host => pattern.Matches(host))))
        {
            JudgeUnused(part, domain, pattern, held, isHeldUncovered);
        }
    }

    // While senders go by policies without the pattern, a move of the MX is under way that needs it; while they go by one that does not
    // cover the MX, the MX may have to go back to what the pattern covers.
    private static void JudgeUnused(
        CheckPartBuilder part, DomainName domain, MxPattern pattern, IReadOnlyList<HeldPolicy> held, bool isHeldUncovered)
    {
        var name = PlainText.Quote(pattern.ToString());
        if (HeldPolicyCheck.FindLastWithout(pattern, held) is { } last)
        {
            var end = last.Until is { } until ? Invariant($" until {until:u}") : "";
            part.AddObservation("mx not used", $"{name}: senders may hold a policy without it{end}");
        }
        else if (isHeldUncovered)
        {
            part.AddObservation("mx not used", $"{name}: keep it while senders may hold a policy that does not cover the MX");
        }
        else
        {
            part.AddFinding(
                CheckRules.PatternUnused.At(domain.Ascii, $"The mx {name} in the policy covers none of the MX hosts."));
        }
    }

    /// <summary>The hosts that a policy, if it is in enforce or testing, does not cover.</summary>
    public static IEnumerable<string> FindUncovered(Policy policy, IEnumerable<string> hosts) =>
        policy.Mode == PolicyMode.None ? [] : hosts.Where(host => !policy.Covers(host));
}
