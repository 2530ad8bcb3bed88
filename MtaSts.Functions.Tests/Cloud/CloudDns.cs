namespace MtaSts.Functions.Tests.Cloud;

/// <summary>What the world sees in DNS, from a real server; a name without records does not exist.</summary>
internal sealed class CloudDns : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Name, DnsType Type), ScriptedRecord[]> records = [];

    /// <summary>What is called after a change, with the name.</summary>
    public Action<string> OnChange { get; set; } = _ => { };

    /// <summary>The server, for faults such as <see cref="ScriptedDnsServer.Fail"/>.</summary>
    public ScriptedDnsServer Server { get; } = new(new IPEndPoint(IPAddress.Loopback, 0));

    public IPEndPoint EndPoint => Server.EndPoint;

    public void SetMx(string name, params string[] hosts) => Set(
        name, DnsType.Mx, [.. hosts.Select((host, index) => ScriptedRecord.MailExchange(host, (byte)(10 * (index + 1))))]);

    public void SetAddress(string name, string address) =>
        Set(name, DnsType.A, [ScriptedRecord.Address(IPAddress.Parse(address))]);

    public void SetCname(string name, string target) => Set(name, DnsType.Cname, [ScriptedRecord.Alias(target)]);

    /// <summary>One TXT record of these strings.</summary>
    public void SetText(string name, params string[] strings) => Set(name, DnsType.Txt, [ScriptedRecord.Text(strings)]);

    public void SetNameServers(string zone, params IEnumerable<string> servers) =>
        Set(zone, DnsType.Ns, [.. servers.Select(ScriptedRecord.NameServer)]);

    public void SetIssuer(string name, string issuer) => Set(name, DnsType.Caa, [ScriptedRecord.Issuer("issue", issuer)]);

    /// <summary>Replaces all records of a type at a name; with none there are none.</summary>
    public void Set(string name, DnsType type, ScriptedRecord[] all)
    {
        lock (gate)
        {
            if (all.Length == 0)
            {
                records.Remove((name, type));
            }
            else
            {
                records[(name, type)] = all;
            }

            ScriptedRecord[] left = [.. records.Where(set => set.Key.Name == name).SelectMany(set => set.Value)];
            if (left.Length == 0)
            {
                Server.Forget(name);
            }
            else
            {
                Server.Answer(name, left);
            }
        }

        OnChange(name);
    }

    public void Remove(string name, DnsType type) => Set(name, type, []);

    /// <summary>The target of the CNAME at a name itself; null where there is none.</summary>
    public string? FindCname(string name) => Find(name, DnsType.Cname) is [{ Target: var target }, ..] ? target : null;

    /// <summary>The TXT records at a name, the strings of each joined.</summary>
    public IReadOnlyList<string> FindTexts(string name) => [.. Find(name, DnsType.Txt).Select(record => Join(record.Data))];

    /// <summary>Whether CAA of the name or above lets DigiCert issue certificates for it (RFC 8659 §3).</summary>
    public bool LetsDigiCertIssue(string name)
    {
        var labels = name.Split('.');
        var issuers = Enumerable.Range(0, labels.Length)
            .Select(index => Find(string.Join('.', labels[index..]), DnsType.Caa)).FirstOrDefault(found => found.Length > 0);
        return issuers is null || issuers.Any(issuer => Encoding.Latin1.GetString(issuer.Data).Contains("digicert.com", Ordinal));
    }

    /// <summary>Whether a name has a record of its own, of whatever type.</summary>
    public bool Has(string name)
    {
        lock (gate)
        {
            return records.Keys.Any(key => key.Name == name);
        }
    }

    public void Dispose() => Server.Dispose();

    private ScriptedRecord[] Find(string name, DnsType type)
    {
        lock (gate)
        {
            return records.GetValueOrDefault((name, type), []);
        }
    }

    private static string Join(byte[] data)
    {
        var text = new StringBuilder();
        for (var at = 0; at < data.Length; at += data[at] + 1)
        {
            text.Append(Encoding.Latin1.GetString(data, at + 1, data[at]));
        }

        return text.ToString();
    }
}

/// <summary>Types of records by their numbers in DNS.</summary>
internal enum DnsType
{
    A = 1,
    Ns = 2,
    Cname = 5,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
    Caa = 257,
}
