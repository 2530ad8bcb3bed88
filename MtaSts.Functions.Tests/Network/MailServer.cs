namespace MtaSts.Functions.Tests.Network;

/// <summary>Exim as the mail hosts: it knows by the address which one it is, and takes no mail.</summary>
internal static class MailServer
{
    public const string Program = "exim4";
    public const string Package = "exim4-daemon-light";

    public static async Task<ServerProcess> StartAsync(string folder, MailHosts hosts, NetworkCertificates certificates)
    {
        foreach (var kind in Enum.GetValues<CertificateKind>())
        {
            certificates.Issue(kind, hosts.With(kind));
        }

        foreach (var host in (string[])[hosts.WithoutTls, hosts.OnlyTls13])
        {
            certificates.Issue(CertificateKind.Good, host);
        }

        var open = hosts.Names.Where(host => host != hosts.Closed).ToArray();
        var names = Path.Combine(folder, "mail-hosts");
        await File.WriteAllLinesAsync(names, open.Select(host => $"{hosts.GetAddress(host)}: {host}"));
        var file = Path.Combine(folder, "exim.conf");
        await File.WriteAllTextAsync(
            file,
            $$$"""
            keep_environment =
            spool_directory = {{{folder}}}/spool
            log_file_path = {{{folder}}}/spool/log/%s
            pid_file_path = {{{folder}}}/exim.pid
            primary_hostname = mail.test
            local_interfaces = <; {{{string.Join(" ; ", open.Select(hosts.GetAddress))}}}
            daemon_smtp_ports = 25
            smtp_active_hostname = ${lookup{$received_ip_address}lsearch{{{{names}}}}}
            smtp_accept_max = 1000
            host_lookup =
            tls_advertise_hosts = ${if eq{$received_ip_address}{{{{hosts.GetAddress(hosts.WithoutStartTls)}}}}{}{*}}
            tls_certificate = {{{certificates.Directory}}}/$smtp_active_hostname.pem
            tls_privatekey = {{{certificates.Directory}}}/$smtp_active_hostname.key
            tls_require_ciphers = ${if eq{$received_ip_address}{{{{hosts.GetAddress(hosts.OnlyTls13)}}}}{NORMAL:-VERS-ALL:+VERS-TLS1.3}\
              {${if eq{$received_ip_address}{{{{hosts.GetAddress(hosts.WithoutTls)}}}}{NORMAL:-VERS-ALL:+VERS-TLS1.0}{NORMAL} }} }
            acl_smtp_connect = ${if eq{$received_ip_address}{{{{hosts.GetAddress(hosts.Refusing)}}}}\
              {drop message = <img src=x onerror=alert(1)>\007\033[2J}{accept}}
            acl_smtp_rcpt = deny

            """);
        return await ServerProcess.StartAsync(
            folder, [ProcessGuard.Find(Program)!, "-bdf", "-C", file], open.Select(host => new IPEndPoint(hosts.GetAddress(host), 25)));
    }
}
