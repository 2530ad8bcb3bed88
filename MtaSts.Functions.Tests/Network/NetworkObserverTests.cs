using System.Security.Cryptography.X509Certificates;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;

namespace MtaSts.Functions.Tests.Network;

/// <summary>What the tool sees of domains on real servers before it judges or does anything.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class NetworkObserverTests(TestNetwork network)
{
    [Fact]
    public async Task Record_policy_and_mail_hosts_of_a_domain_are_seen()
    {
        var seen = await ObserveAsync(network.Domains.Good, DomainAspects.All);

        Assert.True(seen.IsIdKnown);
        Assert.NotNull(seen.PublishedId);
        Assert.NotEmpty(seen.HostAddresses!.Records);
        Assert.Equal((PolicyMode.Enforce, null, null), (seen.Served!.Mode, seen.NotFetched, seen.ResolverFault));
        Assert.True(seen.MailHosts!.IsKnown);
        Assert.Equal(["mx.mail.test"], seen.MailHosts.Hosts);
        Assert.True(seen.MailHosts.TimeToLive > TimeSpan.Zero);
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_looked_at()
    {
        var seen = await ObserveAsync(network.Domains.Good, DomainAspects.MailHosts);

        Assert.NotNull(seen.MailHosts);
        Assert.Equal((null, null, null, null, null), (seen.Record, seen.PublishedId, seen.HostAddresses, seen.Fetch, seen.NotFetched));
        Assert.False(seen.IsIdKnown);
    }

    [Fact]
    public async Task The_names_that_a_record_is_delegated_to_are_seen()
    {
        var seen = await ObserveAsync(network.Domains.RecordAlias, DomainAspects.Record);

        Assert.Equal(
            [$"one.{network.Domains.RecordAlias}", $"two.{network.Domains.RecordAlias}", $"three.{network.Domains.RecordAlias}"],
            seen.Record!.Aliases);
        Assert.NotNull(seen.PublishedId);
    }

    [Fact]
    public async Task No_record_is_an_answer_and_no_answer_is_not_no_record()
    {
        var absent = await ObserveAsync(network.Domains.NoRecord, DomainAspects.All);
        var failed = await ObserveAsync(network.Domains.ServerFailure, DomainAspects.All);

        Assert.Equal((true, null, null), (absent.IsIdKnown, absent.PublishedId, absent.ResolverFault));
        Assert.Equal((false, null, "SERVFAIL"), (failed.IsIdKnown, failed.PublishedId, failed.ResolverFault));
        Assert.Equal((false, "the MX could not be looked up: SERVFAIL"), (failed.MailHosts!.IsKnown, failed.MailHosts.Fault));
        Assert.Empty(failed.MailHosts.Hosts);
        Assert.Equal(
            $"The address of mta-sts.{network.Domains.ServerFailure} could not be determined, so the policy was not fetched.",
            failed.NotFetched);
    }

    [Fact]
    public async Task Without_an_mx_the_domain_itself_is_the_mail_host_and_with_a_null_mx_there_is_none()
    {
        var implicitMx = await ObserveAsync(network.Domains.ImplicitMx, DomainAspects.MailHosts);
        var nullMx = await ObserveAsync(network.Domains.NullMx, DomainAspects.MailHosts);

        Assert.Equal([network.Domains.ImplicitMx.Ascii], implicitMx.MailHosts!.Hosts);
        Assert.True(implicitMx.MailHosts.TimeToLive > TimeSpan.Zero);
        Assert.True(nullMx.MailHosts!.IsKnown);
        Assert.Empty(nullMx.MailHosts.Hosts);
    }

    [Fact]
    public async Task Five_hundred_domains_are_looked_at_in_their_order()
    {
        var observer = CreateObserver();
        List<DomainName> domains = [.. Enumerable.Range(1, TestNetwork.ManyCount).Select(NetworkDomains.Many)];
        var run = new DomainRun(32, TimeSpan.FromMinutes(5), TimeProvider.System);

        var seen = await run.RunAsync(
            domains,
            (domain, token) => observer.ObserveAsync(domain, DomainAspects.All, token),
            domain => new DomainObservation(domain) { IsUnfinished = true },
            Token);

        Assert.Equal(domains, seen.Select(observation => observation.Domain));
        Assert.All(seen, observation => Assert.Equal(
            (false, PolicyMode.Enforce, true, "mx.mail.test"),
            (observation.IsUnfinished, observation.Served!.Mode, observation.IsIdKnown, observation.MailHosts!.Hosts.Single())));
        Assert.Equal(TestNetwork.ManyCount, run.Done);
    }

    private Task<DomainObservation> ObserveAsync(DomainName domain, DomainAspects aspects) =>
        CreateObserver().ObserveAsync(domain, aspects, Token);

    private DomainObserver CreateObserver() => new(
        new DnsLookup(network.Resolver),
        new PolicyProbe([X509CertificateLoader.LoadCertificateFromFile(network.TrustFile)]).WithoutTls12Test(),
        allowsPrivate: true);
}
