namespace MtaSts.Functions.Tests.Network;

/// <summary>nginx as the policy hosts, by a configuration of a server block a domain.</summary>
internal sealed class WebServer(string folder, AddressBlock addresses, NetworkCertificates certificates)
{
    public const string Program = "nginx";
    public const string Package = "nginx-light";

    private const int Port = 443;
    private const string PlainText = "text/plain; charset=utf-8";

    private readonly string pages = Directory.CreateDirectory(Path.Combine(folder, "pages")).FullName;

    public async Task<ServerProcess> StartAsync(NetworkDomains domains, MailHosts hosts, int manyCount, IPEndPoint upstream)
    {
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, Configure(domains, hosts, manyCount, upstream));
        IPAddress[] listeners = [addresses.Web, addresses.WebOfOnlyTls12, addresses.WebOfOnlyTls13, addresses.WebWithoutTls];
        return await ServerProcess.StartAsync(
            folder, [ProcessGuard.Find(Program)!, "-e", "stderr", "-p", folder, "-c", file],
            listeners.Select(address => new IPEndPoint(address, Port)));
    }

    /// <summary>What nginx answers, of each domain.</summary>
    private Dictionary<DomainName, string> Answers(NetworkDomains domains, MailHosts hosts, IPEndPoint upstream)
    {
        var good = Page("good.txt", NetworkPolicies.Good);
        var answers = domains.All.Concat(hosts.Names.Select(NetworkDomains.ReceivingAt)).ToDictionary(domain => domain, _ => good);
        answers.Remove(domains.HandshakeRefused);
        answers.Remove(domains.WithoutTls);
        answers.Remove(domains.EndlessHeaders);

        answers[domains.Redirected] = $"return 301 https://mta-sts.{domains.Good}/.well-known/mta-sts.txt;";
        answers[domains.RedirectedForNow] = $"return 302 https://mta-sts.{domains.Good}/.well-known/mta-sts.txt;";
        answers[domains.NotFound] = "return 404;";
        answers[domains.Unavailable] = "return 503;";
        answers[domains.Html] = Page("html.txt", NetworkPolicies.Good, "text/html");
        answers[domains.UpperCaseType] = Page("upper-case-type.txt", NetworkPolicies.Good, "TEXT/PLAIN; charset=UTF-8");
        answers[domains.Gzip] = Page("gzip.txt", NetworkPolicies.Compress(NetworkPolicies.Good)) + " add_header Content-Encoding gzip;";

        answers[domains.Testing] = Page("testing.txt", NetworkPolicies.Testing);
        answers[domains.StrayMxInTesting] = answers[domains.Testing];
        answers[domains.None] = Page("none.txt", NetworkPolicies.None);
        answers[domains.ByteOrderMark] = Page(
            "byte-order-mark.txt", [.. Encoding.UTF8.Preamble, .. Encoding.ASCII.GetBytes(NetworkPolicies.Good)]);
        answers[domains.SyntaxError] = Page("syntax-error.txt", NetworkPolicies.SyntaxError);
        answers[domains.UnusedPattern] = Page("unused-pattern.txt", NetworkPolicies.UnusedPattern);
        answers[domains.Largest] = Page("largest.txt", NetworkPolicies.WithLength(65536));
        answers[domains.TooLarge] = Page("too-large.txt", NetworkPolicies.WithLength(65537));
        answers[domains.TenMegabytes] = Page("ten-megabytes.txt", NetworkPolicies.WithLength(10 * 1024 * 1024));

        string Proxy(string path) => $"proxy_pass http://{upstream}{path}; proxy_buffering off; proxy_read_timeout 10m;";
        answers[domains.Slow] = Proxy(UpstreamServer.Slow);
        answers[domains.NeverAnswering] = Proxy(UpstreamServer.Never);
        answers[domains.Trickling] = Proxy(UpstreamServer.Trickle);
        answers[domains.Endless] = Proxy(UpstreamServer.Endless);
        answers[domains.BrokenOff] = Proxy(UpstreamServer.BrokenOff);

        // Header values as nginx lets them pass: without line ends, and quoted for its configuration.
        var hostile = ScriptedScenarios.HostileLabel.ReplaceLineEndings("").Replace("\\", "", Ordinal).Replace("'", "", Ordinal);
        answers[domains.HostileTarget] = $"return 302 'https://{hostile}/';";
        answers[domains.HostileType] = Page("hostile-type.txt", NetworkPolicies.Good, $"text/{hostile}");
        answers[domains.HostilePolicy] = Page(
            "hostile-policy.txt", $"version: {hostile}\r\nmode: {hostile}\r\n{hostile}: 1\r\nmx: {hostile}\r\n\u001b]0;x: 1\r\n");
        return answers;
    }

    private static CertificateKind GetCertificate(DomainName domain, NetworkDomains domains) =>
        domain == domains.Expired ? CertificateKind.Expired
        : domain == domains.NotYetValid ? CertificateKind.NotYetValid
        : domain == domains.WrongName ? CertificateKind.WrongName
        : domain == domains.SelfSigned ? CertificateKind.SelfSigned
        : domain == domains.ExpiringSoon ? CertificateKind.ExpiringSoon
        : domain == domains.UnknownAuthority ? CertificateKind.UnknownAuthority
        : domain == domains.HostileCertificate ? CertificateKind.Hostile
        : domain == domains.MissingIntermediate ? CertificateKind.MissingIntermediate
        : CertificateKind.Good;

    /// <summary>Where a domain is served, and by which versions of TLS: nginx takes those from the first server of an address.</summary>
    private (IPAddress Address, string Protocols) ListenerOf(DomainName domain, NetworkDomains domains) =>
        domain == domains.OnlyTls12 ? (addresses.WebOfOnlyTls12, "TLSv1.2")
        : domain == domains.OnlyTls13 ? (addresses.WebOfOnlyTls13, "TLSv1.3")
        : (addresses.Web, "TLSv1.2 TLSv1.3");

    private string Page(string name, string text, string contentType = PlainText) => Page(name, Encoding.ASCII.GetBytes(text), contentType);

    private string Page(string name, byte[] content, string contentType = PlainText)
    {
        var file = Path.Combine(pages, name);
        File.WriteAllBytes(file, content);
        return $"alias {file}; default_type '{contentType}';";
    }

    private string Configure(NetworkDomains domains, MailHosts hosts, int manyCount, IPEndPoint upstream)
    {
        var answers = Answers(domains, hosts, upstream);
        var servers = new StringBuilder();
        foreach (var (domain, answer) in answers)
        {
            var (address, protocols) = ListenerOf(domain, domains);
            var files = certificates.Issue(GetCertificate(domain, domains), $"mta-sts.{domain}");
            servers.Append(Server($"mta-sts.{domain}", answer, address, files, protocols));
        }

        var many = certificates.Issue(
            CertificateKind.Good, [.. Enumerable.Range(1, manyCount).Select(number => $"mta-sts.{NetworkDomains.Many(number)}")]);
        servers.Append(Server(@"~^mta-sts\.d\d+\.many\.test$", answers[domains.Good], addresses.Web, many, "TLSv1.2 TLSv1.3"));

        var ofApp = certificates.Issue(
            CertificateKind.Good,
            [.. Enumerable.Range(1, TestNetwork.AppDomainCount).Select(number => $"mta-sts.{NetworkDomains.ServedByApp(number)}")]);
        var toApp = $"proxy_pass http://{addresses.App}:{TestNetwork.AppPort}; proxy_set_header Host $host;";
        servers.Append(Server(@"~^mta-sts\.d\d+\.app\.scripted\.test$", toApp, addresses.Web, ofApp, "TLSv1.2 TLSv1.3"));

        return $$"""
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log stderr warn;
            events { worker_connections 4096; }
            http {
              access_log off;
              client_body_temp_path {{folder}}/nginx-body;
              proxy_temp_path {{folder}}/nginx-proxy;
              fastcgi_temp_path {{folder}}/nginx-fastcgi;
              scgi_temp_path {{folder}}/nginx-scgi;
              uwsgi_temp_path {{folder}}/nginx-uwsgi;
              server_names_hash_bucket_size 128;
              types { }
              ssl_protocols TLSv1.2 TLSv1.3;
              server { listen {{addresses.Web}}:{{Port}} ssl default_server; ssl_reject_handshake on; }
              server { listen {{addresses.WebWithoutTls}}:{{Port}}; {{Location(answers[domains.Good])}} }
            {{servers}}}
            """;
    }

    private static string Server(string name, string answer, IPAddress address, CertificateFiles files, string protocols) =>
        $"server {{ listen {address}:{Port} ssl; server_name '{name}'; ssl_protocols {protocols}; "
        + $"ssl_certificate {files.Chain}; ssl_certificate_key {files.Key}; {Location(answer)} }}\n";

    private static string Location(string answer) => $"location = /.well-known/mta-sts.txt {{ {answer} }} location / {{ return 404; }}";
}
