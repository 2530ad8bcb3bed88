namespace MtaSts.Functions.Tests.Network;

/// <summary>dnsmasq as the resolver: it knows the domains, and asks the scripted DNS server about those of its own.</summary>
internal sealed class ResolverServer(string folder, AddressBlock addresses, MailHosts hosts)
{
    public const string Program = "dnsmasq";
    public const string Package = "dnsmasq-base";

    private const int Port = 5300;

    public IPEndPoint EndPoint { get; } = new(addresses.Resolver, Port);

    public async Task<ServerProcess> StartAsync(NetworkDomains domains, int manyCount, IPEndPoint scripted)
    {
        // Neither the system's files nor its resolvers are asked: what is not here does not exist.
        var configuration =
            $"""
            listen-address={addresses.Resolver}
            port={Port}
            bind-interfaces
            user=nobody
            pid-file=
            no-resolv
            no-hosts
            no-poll
            cache-size=0
            local-ttl=300
            dns-forward-max=2000
            local=/test/
            server=/{NetworkDomains.Scripted}/{scripted.Address}#{scripted.Port}
            {string.Join('\n', Zone(domains, manyCount))}
            """;
        var file = Path.Combine(folder, "dnsmasq.conf");
        await File.WriteAllTextAsync(file, configuration);
        return await ServerProcess.StartAsync(
            folder, [ProcessGuard.Find(Program)!, "--keep-in-foreground", "--log-facility=-", $"--conf-file={file}"], [EndPoint]);
    }

    private IEnumerable<string> Zone(NetworkDomains domains, int manyCount) =>
    [
        .. hosts.Names.Select(host => $"host-record={host},{hosts.GetAddress(host)}"),
        $"host-record=app.hosting.test,{addresses.Web}",
        $"host-record=mx.stray.test,{hosts.GetAddress(hosts.Good)}",
        .. Describe(domains).SelectMany(entry => entry.Value.Lines(entry.Key)),
        .. Enumerable.Range(1, manyCount).SelectMany(number => new ZoneEntry(addresses.Web).Lines(NetworkDomains.Many(number))),
    ];

    private Dictionary<DomainName, ZoneEntry> Describe(NetworkDomains domains)
    {
        var good = new ZoneEntry(addresses.Web);
        var zone = domains.All
            .Where(domain => domain != domains.Missing && !NetworkDomains.IsScripted(domain))
            .ToDictionary(domain => domain, _ => good);
        foreach (var host in hosts.Names)
        {
            zone[NetworkDomains.ReceivingAt(host)] = good with { MailExchanges = [host] };
        }

        zone[domains.EndlessHeaders] = good with { Host = addresses.ScriptedWeb };
        zone[domains.OnlyTls12] = good with { Host = addresses.WebOfOnlyTls12 };
        zone[domains.OnlyTls13] = good with { Host = addresses.WebOfOnlyTls13 };
        zone[domains.WithoutTls] = good with { Host = addresses.WebWithoutTls };
        zone[domains.Closed] = good with { Host = addresses.Closed };
        zone[domains.HostMissing] = good with { Host = null };
        zone[domains.HostAlias] = good with { Host = null, HostAlias = "app.hosting.test" };
        zone[domains.CaaAllows] = good with { Issuer = "digicert.com" };
        zone[domains.CaaForbids] = good with { Issuer = "ca.example" };
        zone[domains.CaaNearest] = good with { Issuer = "ca.example", HostIssuer = "digicert.com" };

        zone[domains.SplitRecord] = good with { Records = [["v=STSv1; id=2026", "0101000000Z;"]] };
        zone[domains.TwoRecords] = good with { Records = [.. good.Records, ["v=STSv1; id=20250101000000Z;"]] };
        zone[domains.StrangerBeside] = good with { Records = [.. good.Records, ["v=spf1 -all"]] };
        zone[domains.NoRecord] = good with { Records = [] };
        zone[domains.BadRecord] = good with { Records = [["v=STSv1; id=2026-01-01;"]] };
        zone[domains.NoReports] = good with { Reports = null };

        zone[domains.TwoMx] = good with { MailExchanges = ["mx.mail.test", "mx.stray.test"] };
        zone[domains.StrayMx] = good with { MailExchanges = ["mx.stray.test"] };
        zone[domains.StrayMxInTesting] = zone[domains.StrayMx];
        zone[domains.OneMxMissing] = good with { MailExchanges = ["mx.mail.test", "gone.mail.test"] };
        zone[domains.MxMissing] = good with { MailExchanges = ["gone.mail.test"] };
        zone[domains.NullMx] = good with { MailExchanges = ["."] };
        zone[domains.NoMx] = good with { MailExchanges = [] };
        zone[domains.ImplicitMx] = zone[domains.NoMx] with { Address = hosts.GetAddress(hosts.Good) };
        return zone;
    }
}
