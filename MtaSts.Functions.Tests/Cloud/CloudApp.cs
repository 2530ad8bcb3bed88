using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>The function app: its host names and their certificates, by the rules of App Service.</summary>
internal sealed class CloudApp(string groupId, CloudDns dns, CloudClock clock, CloudJournal journal)
{
    public const string Name = "mta-sts-contoso";
    public const string HostName = $"{Name}.azurewebsites.net";
    public const string Location = "westeurope";
    public const string VerificationId = "A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90";

    private const int FlexLimit = 3;

    private readonly Lock gate = new();
    private readonly Dictionary<string, string?> bindings = [];
    private readonly Dictionary<string, string> certificates = [];
    private DateTimeOffset busyUntil;

    public string Id { get; } = $"{groupId}/providers/Microsoft.Web/sites/{Name}";

    public string ServerFarmId { get; } = $"{groupId}/providers/Microsoft.Web/serverfarms/plan-{Name}";

    public bool IsFlex { get; set; }

    /// <summary>How long a write of the site takes; another one meanwhile is refused.</summary>
    public TimeSpan WriteTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a managed certificate takes.</summary>
    public TimeSpan CertificateTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Names that another app of the region has bound.</summary>
    public HashSet<string> BoundElsewhere { get; } = [];

    /// <summary>The names that are bound, in order.</summary>
    public IReadOnlyList<string> Bound
    {
        get
        {
            lock (gate)
            {
                return [.. bindings.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The names of certificates, in order.</summary>
    public IReadOnlyList<string> Certificates
    {
        get
        {
            lock (gate)
            {
                return [.. certificates.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    public bool IsBound(string host)
    {
        lock (gate)
        {
            return bindings.ContainsKey(host);
        }
    }

    public bool HasTls(string host)
    {
        lock (gate)
        {
            return bindings.GetValueOrDefault(host) is not null;
        }
    }

    /// <exception cref="AzureException">Another write is under way.</exception>
    public void BeginWrite()
    {
        lock (gate)
        {
            if (clock.Now < busyUntil)
            {
                throw AzureErrors.SiteBusy(clock.Now);
            }

            busyUntil = clock.Now + WriteTime;
        }
    }

    /// <summary>Binds a name; without a thumbprint what has TLS loses it.</summary>
    /// <exception cref="AzureException">It is another's, or not proven to be the owner's, or there is no such certificate.</exception>
    public void Bind(string host, string? thumbprint)
    {
        if (BoundElsewhere.Contains(host))
        {
            throw AzureErrors.BoundElsewhere(host);
        }

        if (!IsBound(host) && !dns.FindTexts($"asuid.{host}").Contains(VerificationId) && dns.FindCname(host) != HostName)
        {
            throw AzureErrors.NotVerified(host, VerificationId);
        }

        lock (gate)
        {
            if (thumbprint is not null && !certificates.ContainsValue(thumbprint))
            {
                throw AzureException.OfAppService(
                    404, "NotFound", "51004", "Cannot find {0} with name {1}.", "Certificate", thumbprint);
            }

            if (bindings.TryGetValue(host, out var before) && before == thumbprint)
            {
                return;
            }

            bindings[host] = thumbprint;
        }

        journal.Observe(host);
        journal.Add(thumbprint is null ? "bind" : "TLS", host);
    }

    /// <returns>Whether it was bound.</returns>
    public bool Unbind(string host)
    {
        lock (gate)
        {
            if (!bindings.Remove(host))
            {
                return false;
            }
        }

        journal.Observe(host);
        journal.Add("unbind", host);
        return true;
    }

    /// <summary>Whether a managed certificate may be issued, as DNS is now.</summary>
    /// <exception cref="AzureException">It may not.</exception>
    public void RequestCertificate(string host)
    {
        if (!IsBound(host))
        {
            throw AzureErrors.CertificateNeedsHost(host, ServerFarmId);
        }

        lock (gate)
        {
            if (IsFlex && certificates.Count >= FlexLimit && !certificates.ContainsKey(host))
            {
                throw AzureErrors.TooManyCertificates();
            }
        }

        // The CNAME has to lead to the app itself, and by nothing in between.
        if (dns.FindCname(host) != HostName || !dns.LetsDigiCertIssue(host))
        {
            throw AzureErrors.CertificateNotIssued(host);
        }
    }

    /// <returns>The thumbprint; of one that is there already the same.</returns>
    public string IssueCertificate(string host)
    {
        lock (gate)
        {
            if (certificates.TryGetValue(host, out var existing))
            {
                return existing;
            }

            certificates[host] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(host))[..20]);
        }

        journal.Add("certificate", host);
        return FindThumbprint(host)!;
    }

    public string? FindThumbprint(string certificate)
    {
        lock (gate)
        {
            return certificates.GetValueOrDefault(certificate);
        }
    }

    /// <returns>Whether there was one.</returns>
    /// <exception cref="AzureException">A name still uses it.</exception>
    public bool DeleteCertificate(string name)
    {
        lock (gate)
        {
            if (!certificates.TryGetValue(name, out var thumbprint))
            {
                return false;
            }

            if (bindings.FirstOrDefault(binding => binding.Value == thumbprint).Key is { } user)
            {
                throw AzureErrors.CertificateInUse(user);
            }

            certificates.Remove(name);
        }

        journal.Add("delete certificate", name);
        return true;
    }

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["type"] = "Microsoft.Web/sites",
        ["kind"] = "functionapp,linux",
        ["location"] = "West Europe",
        ["properties"] = new JsonObject
        {
            ["state"] = "Running",
            ["defaultHostName"] = HostName,
            ["customDomainVerificationId"] = VerificationId,
            ["sku"] = IsFlex ? "FlexConsumption" : "Basic",
            ["serverFarmId"] = ServerFarmId,
            ["hostNames"] = new JsonArray([.. Bound.Append(HostName).Select(host => JsonValue.Create(host))]),
            ["hostNameSslStates"] = new JsonArray(
                [.. Bound.Append(HostName).Append($"{Name}.scm.azurewebsites.net").Select(ToSslState)]),
        },
    };

    public JsonObject ToBindingJson(string host)
    {
        lock (gate)
        {
            var thumbprint = bindings[host];
            return new JsonObject
            {
                ["id"] = $"{Id}/hostNameBindings/{host}",
                ["name"] = $"{Name}/{host}",
                ["type"] = "Microsoft.Web/sites/hostNameBindings",
                ["properties"] = new JsonObject
                {
                    ["siteName"] = Name,
                    ["hostNameType"] = "Verified",
                    ["customHostNameDnsRecordType"] = "CName",
                    ["sslState"] = thumbprint is null ? "Disabled" : "SniEnabled",
                    ["thumbprint"] = thumbprint,
                },
            };
        }
    }

    private JsonObject ToSslState(string host)
    {
        lock (gate)
        {
            var thumbprint = bindings.GetValueOrDefault(host);
            return new JsonObject
            {
                ["name"] = host,
                ["sslState"] = thumbprint is null ? "Disabled" : "SniEnabled",
                ["thumbprint"] = thumbprint,
                ["hostType"] = host.Contains(".scm.", Ordinal) ? "Repository" : "Standard",
            };
        }
    }
}
