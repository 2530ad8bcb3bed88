namespace MtaSts.Cli.ResourceManager;

/// <summary>Zones of Azure DNS that are not written, because the world does not ask them.</summary>
internal static class UnusedZones
{
    private const int MaximumNames = 10;

    private const string Advice =
        "On a network with a DNS of its own, name a public resolver: --resolver, or \"resolver\" in mta-sts.json.";

    /// <summary>Says so, and what to do.</summary>
    /// <param name="zones">One at least.</param>
    public static string Format(params IReadOnlyList<DomainName> zones)
    {
        if (zones is [var zone])
        {
            return $"The zone {zone} in Azure DNS is not written: DNS names other name servers for it. {Advice}";
        }

        var more = zones.Count > MaximumNames ? " and others" : "";
        return $"The zones {string.Join(", ", zones.Take(MaximumNames))}{more} in Azure DNS are not written: DNS names other name servers "
            + $"for them. {Advice}";
    }
}
