namespace MtaSts.Cli.Reports;

/// <summary>Of which domains reports are shown, and how many others there are reports of.</summary>
internal sealed class WantedDomains(IReadOnlyCollection<DomainName>? domains, IReadOnlyDictionary<DomainName, string> customers)
{
    private readonly HashSet<DomainName>? wanted = domains?.ToHashSet();
    private readonly HashSet<DomainName> others = [];

    public static WantedDomains All => new(null, new Dictionary<DomainName, string>());

    /// <summary>Domains of which there should be reports.</summary>
    public IReadOnlyCollection<DomainName> Expected => domains ?? [];

    /// <summary>Domains that were asked about and are not wanted.</summary>
    public int LeftOut => others.Count;

    public bool Includes(DomainName domain)
    {
        var isWanted = wanted?.Contains(domain) != false;
        if (!isWanted)
        {
            others.Add(domain);
        }

        return isWanted;
    }

    public string? FindCustomer(DomainName domain) => customers.GetValueOrDefault(domain);
}
