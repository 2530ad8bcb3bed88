using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Policies;
using static System.FormattableString;

namespace MtaSts.Rollout;

/// <summary>Why a host does not serve the policy in the store, and what to do.</summary>
internal static class HostFault
{
    public static RolloutStep Describe(RolloutStatus status)
    {
        var host = PolicyUrl.HostPrefix + status.Domain.Ascii;
        var stage = status.IsHostKnown ? RolloutStage.NotServed : RolloutStage.Unknown;
        return status.Seen.Fetch is { } fetch
            ? new RolloutStep(stage, Describe(host, fetch, status), $"mta-sts check {status.Domain}")
            : new RolloutStep(
                stage,
                status.Seen.NotFetched ?? $"The policy of {host} was not fetched.",
                status.Seen.HostAddresses?.Outcome switch
                {
                    DnsOutcome.NoData or DnsOutcome.NxDomain => $"mta-sts dns {status.Domain}",
                    DnsOutcome.Found or DnsOutcome.CnameLoop => $"mta-sts check {status.Domain}",
                    _ => $"mta-sts status {status.Domain}",
                });
    }

    private static string Describe(string host, PolicyFetchResult fetch, RolloutStatus status)
    {
        var why = PlainText.Quote(fetch.FaultText ?? "");
        return fetch.Fault switch
        {
            FetchFault.NoConnection => $"{host} does not accept a connection: {why}.",
            FetchFault.TooSlow => $"{host} did not answer in time: {why}.",
            FetchFault.NoTls => $"{host} does not speak TLS: {why}.",
            FetchFault.BadCertificate => $"The certificate of {host} is not valid: {why}.",
            FetchFault.BadAnswer => $"The answer of {host} broke off or is not valid HTTP: {why}.",
            _ when fetch.Status != 200 => Invariant($"{host} answers with status {fetch.Status}."),
            _ when fetch.Policy?.Value is null => $"{host} serves a text that is not a valid policy.",
            _ when status.IsOverAge => Invariant($"{host} serves what the app read at {status.ReadAt:u}: it cannot read its store.")
                + " See what its log and /health say.",
            _ when status.Served is { Since: { } since } => Invariant($"{host} still serves the policy of {since:u}."),
            _ => $"{host} serves a policy that is not from this store.",
        };
    }
}
