namespace MtaSts.Functions.Tests.Checks;

/// <summary>Names and their records for a <see cref="DnsServer"/>. A name that is not in it does not exist.</summary>
internal sealed class DnsZone
{
    private const int A = 1;
    private const int Cname = 5;
    private const int Mx = 15;
    private const int Txt = 16;
    private const int Aaaa = 28;
    private const int Caa = 257;

    private readonly List<(string Name, int Type, byte[] Record)> records = [];
    private readonly Dictionary<string, int> codes = [];

    /// <summary>Whether an answer follows the CNAMEs as most resolvers do, or leaves that to the client.</summary>
    public bool FollowsAliases { get; init; } = true;

    public DnsZone Text(string name, params string[] strings) => Text(name, 60, strings);

    public DnsZone Text(string name, int timeToLive, params string[] strings) =>
        Add(name, Txt, timeToLive, [.. strings.SelectMany(DnsMessage.EncodeString)]);

    /// <summary>
    /// The hosts of an MX, in the order of preference. The least preferred is answered first, so that a client has to sort.
    /// </summary>
    public DnsZone MailExchanges(string name, params string[] hosts)
    {
        for (var preference = hosts.Length - 1; preference >= 0; preference--)
        {
            Add(name, Mx, 60, [0, (byte)preference, .. DnsMessage.EncodeName(hosts[preference])]);
        }

        return Exists(name);
    }

    public DnsZone Address(string name, string address, int timeToLive = 60)
    {
        var value = IPAddress.Parse(address);
        return Add(name, value.AddressFamily == AddressFamily.InterNetwork ? A : Aaaa, timeToLive, value.GetAddressBytes());
    }

    public DnsZone Alias(string name, string target, int timeToLive = 60) => Add(name, Cname, timeToLive, DnsMessage.EncodeName(target));

    public DnsZone Issuer(string name, string tag, string value, byte flags = 0) =>
        Add(name, Caa, 60, [flags, .. DnsMessage.EncodeString(tag), .. System.Text.Encoding.Latin1.GetBytes(value)]);

    /// <summary>A name without records, unless others say what it has.</summary>
    public DnsZone Exists(string name) => Fails(name, DnsMessage.NoError);

    public DnsZone Fails(string name, int code)
    {
        codes[name] = code;
        return this;
    }

    public byte[] Answer(DnsQuery query)
    {
        var answer = new List<byte[]>();
        var name = query.Name;
        while (answer.Count < 20)
        {
            var found = records.FindAll(record => record.Name == name && record.Type == query.Type);
            answer.AddRange(found.Select(record => record.Record));
            var alias = records.Find(record => record.Name == name && record.Type == Cname);
            if (found.Count > 0 || alias.Record is null)
            {
                break;
            }

            answer.Add(alias.Record);
            name = DnsMessage.Read(
                [.. new byte[12], .. alias.Record.AsSpan(DnsMessage.EncodeName(name).Length + 10), 0, 0, 0, 0], isTcp: false).Name;
            if (!FollowsAliases)
            {
                return DnsMessage.Answer(query, DnsMessage.NoError, answer);
            }
        }

        return DnsMessage.Answer(
            query, codes.GetValueOrDefault(name, records.Exists(record => record.Name == name) ? 0 : DnsMessage.NameError), answer);
    }

    private DnsZone Add(string name, int type, int timeToLive, byte[] data)
    {
        records.Add((name, type, DnsMessage.Record(name, type, timeToLive, data)));
        return this;
    }
}
