namespace MtaSts.Functions.Tests.Model;

/// <summary>What the operator edits in DNS because the tool says so, at once or days later.</summary>
internal sealed partial class DnsEdits(World world)
{
    private static readonly TimeSpan[] TimesToLive = [TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromDays(1)];

    public void Do(ToolResult result, bool showsRecords, Random random)
    {
        if (showsRecords)
        {
            EditIds(result.Output, random);
        }

        foreach (var domain in World.Domains)
        {
            var said = $"{result.Output}\n{result.Errors}";
            if (FindMxPermission(domain, said, random) is var (time, host))
            {
                world.PassUntil(time, random);
                world.Pass(Ages.Any(random), random);
                ChangeMx(domain, host, random);
            }
            else if (Regex.IsMatch(said, $"{domain}.* (can|may) be changed at any time") && random.Next(2) == 0)
            {
                MoveFreely(domain, random);
            }
        }
    }

    /// <summary>Who changes an MX when it pleases them waits until it is changed everywhere, before they go on.</summary>
    public void MoveFreely(DomainName domain, Random random)
    {
        var old = world.Zone[domain.Ascii].Now.TimeToLive;
        ChangeMx(domain, MailHosts.Pick(domain, random).Host, random);
        world.Pass(old, random);
    }

    /// <summary>Some change an MX in two steps: the new host beside the old ones first.</summary>
    public void ChangeMx(DomainName domain, string host, Random random)
    {
        world.Tally.Count($"MX changed in {world.Host[domain].Now.Policy?.Mode.ToText() ?? "no mode"}");
        var present = world.Zone[domain.Ascii].Now.Each;
        var hosts = random.Next(4) == 0 ? present.Append(host).Distinct() : [host];
        world.Edit(domain.Ascii, new RecordSet(string.Join(' ', hosts), TimesToLive[random.Next(TimesToLive.Length)]));
    }

    /// <summary>Records are shown below the name of their domain.</summary>
    private void EditIds(string output, Random random)
    {
        DomainName? domain = null;
        foreach (var line in output.Split('\n'))
        {
            domain = World.Domains.Cast<DomainName?>().FirstOrDefault(one => line.Contains($"{one}", Ordinal)) ?? domain;
            if (domain is { } edited && ShownId().Match(line) is { Success: true, Value: var id })
            {
                world.Promises.AddId(edited, id, world.Host[edited].Now);
                world.Pass(Ages.Any(random), random);
                world.Edit(Zone.GetIdName(edited), new RecordSet(id, TimesToLive[random.Next(2)]));
            }
        }
    }

    /// <summary>From when on the MX may be changed, and to which host; null if the tool does not say so.</summary>
    private (DateTimeOffset Time, string Host)? FindMxPermission(DomainName domain, string said, Random random)
    {
        if (Regex.Match(said, $"Change the MX of {domain} to (a host that )?(?<name>\\S+)( covers)? now") is { Success: true } told)
        {
            return (world.Now, MailHosts.FindHost(domain, told.Groups["name"].Value));
        }

        // What hangs on mode none being served at once is no permission yet.
        var free = Regex.Match(said, $"From (?<time>[0-9-]+ [0-9:]+Z) on, the MX of {domain} may be changed");
        return free.Success && !said.Contains("if mode none is served at once", Ordinal)
            ? (Advice.ParseTime(free.Groups["time"].Value), MailHosts.Pick(domain, random).Host)
            : null;
    }

    [GeneratedRegex("(?<=_mta-sts.*id=)[0-9A-Za-z]+(?=;)")]
    private static partial Regex ShownId();
}
