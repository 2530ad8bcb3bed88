namespace MtaSts.Functions.Tests.Cloud;

/// <summary>All that there is in the subscription.</summary>
internal sealed class CloudResources(CloudApp app, CloudJournal journal, CloudPermissions permissions)
{
    public const string Subscription = "11111111-2222-3333-4444-555555555555";
    public const string AppGroup = "rg-mta-sts";
    public const string DnsGroup = "rg-dns";

    public static string SubscriptionId { get; } = $"/subscriptions/{Subscription}";

    public static string AppGroupId { get; } = $"{SubscriptionId}/resourceGroups/{AppGroup}";

    public static string DnsGroupId { get; } = $"{SubscriptionId}/resourceGroups/{DnsGroup}";

    public List<CloudZone> Zones { get; } = [];

    /// <summary>Availability tests, by name.</summary>
    public SortedSet<string> WebTests { get; } = new(StringComparer.Ordinal);

    public CloudApp App => app;

    /// <exception cref="AzureException">There is none.</exception>
    public CloudZone FindZone(string group, string name) =>
        Zones.Find(zone => zone.Name.Equals(name, OrdinalIgnoreCase) && zone.GroupId.EndsWith($"/{group}", OrdinalIgnoreCase))
        ?? throw AzureErrors.NotFound("Microsoft.Network/dnszones", name, group);

    /// <exception cref="AzureException">The app is another.</exception>
    public void RequireApp(string group, string name)
    {
        if (group != AppGroup || !name.Equals(CloudApp.Name, OrdinalIgnoreCase))
        {
            throw AzureErrors.NotFound("Microsoft.Web/sites", name, group);
        }
    }

    /// <summary>Begins to make a resource of a deployment.</summary>
    /// <returns>How long that takes, and what is done then.</returns>
    /// <exception cref="AzureException">It cannot be made.</exception>
    public (TimeSpan Time, Action Finish) Begin(PlannedResource planned)
    {
        permissions.Demand($"{planned.Type}/write", planned.Id);
        var path = AzurePath.Parse(planned.Id)!;
        switch (path.Type)
        {
            case "microsoft.network/dnszones/txt" or "microsoft.network/dnszones/cname":
                FindZone(path.Group!, path.Names[0]).Put(path.Type.Split('/')[^1].ToUpperInvariant(), path.Names[1], planned.Properties);
                return (TimeSpan.FromSeconds(1), () => { });

            case "microsoft.web/sites/hostnamebindings":
                RequireApp(path.Group!, path.Names[0]);
                return BeginBinding(path.Names[1], planned);

            default:
                return BeginCertificate(planned);
        }
    }

    private (TimeSpan Time, Action Finish) BeginBinding(string host, PlannedResource planned)
    {
        if (planned.IsOnlyIfNotExists && app.IsBound(host))
        {
            return (TimeSpan.Zero, () => { });
        }

        app.BeginWrite();
        app.Bind(host, (string?)planned.Properties["sslState"] == "SniEnabled" ? app.FindThumbprint(host) : null);
        return (app.WriteTime, () => { });
    }

    private (TimeSpan Time, Action Finish) BeginCertificate(PlannedResource planned)
    {
        var isThere = app.FindThumbprint(planned.Name) is not null;
        if (planned.Properties.ContainsKey("canonicalName") && !isThere)
        {
            app.RequestCertificate(planned.Name);
            journal.Add("request certificate", planned.Name);
        }

        return (isThere ? TimeSpan.FromSeconds(2) : app.CertificateTime, () => app.IssueCertificate(planned.Name));
    }
}
