using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>A zone of Azure DNS. What is written into it comes to DNS, if that is the zone that the world asks.</summary>
internal sealed class CloudZone(string groupId, string name, bool isAsked, CloudDns dns, CloudClock clock, CloudJournal journal)
{
    private static readonly string[] Servers = ["ns1-07.azure-dns.com.", "ns2-07.azure-dns.net.", "ns3-07.azure-dns.org."];

    private readonly Lock gate = new();
    private readonly Dictionary<(string Type, string Name), JsonObject> sets = [];

    public string Name => name;

    public string Id => $"{groupId}/providers/Microsoft.Network/dnszones/{name}";

    public string GroupId => groupId;

    /// <summary>How long it takes until DNS answers with what was written.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Has DNS say that this is the zone, or that another provider's is.</summary>
    public void Delegate() => dns.SetNameServers(name, isAsked ? Servers : ["ns1.elsewhere.test.", "ns2.elsewhere.test."]);

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = name,
        ["type"] = "Microsoft.Network/dnszones",
        ["etag"] = "00000002-0000-0000-0000-000000000000",
        ["location"] = "global",
        ["properties"] = new JsonObject
        {
            ["maxNumberOfRecordSets"] = 10_000,
            ["numberOfRecordSets"] = 2 + sets.Count,
            ["nameServers"] = new JsonArray([.. Servers.Select(server => JsonValue.Create(server))]),
            ["zoneType"] = "Public",
        },
    };

    public JsonObject? Find(string type, string set)
    {
        lock (gate)
        {
            return sets.TryGetValue((type, set), out var properties) ? ToJson(type, set, properties) : null;
        }
    }

    /// <returns>Whether it is new.</returns>
    /// <exception cref="AzureException">Another record stands in its way.</exception>
    public bool Put(string type, string set, JsonObject properties)
    {
        bool isNew;
        lock (gate)
        {
            var others = sets.Keys.Where(key => key.Name == set && key.Type != type).Select(key => key.Type).ToList();
            if (others.Count > 0 && type == "CNAME")
            {
                throw AzureErrors.CnameOverOthers();
            }

            if (others.Contains("CNAME"))
            {
                throw AzureErrors.BesideCname(type);
            }

            isNew = !sets.TryGetValue((type, set), out var before);
            if (before is not null && JsonNode.DeepEquals(before, properties))
            {
                return false;
            }

            sets[(type, set)] = (JsonObject)properties.DeepClone();
        }

        var records = RecordSetJson.Read(type, properties);
        journal.Add(type, GetFullName(set), RecordSetJson.Format(type, properties));
        Publish(type, set, records);
        return isNew;
    }

    /// <returns>Whether there was one.</returns>
    public bool Delete(string type, string set)
    {
        lock (gate)
        {
            if (!sets.Remove((type, set)))
            {
                return false;
            }
        }

        Publish(type, set, []);
        journal.Add($"delete {type}", GetFullName(set));
        return true;
    }

    private void Publish(string type, string set, ScriptedRecord[] records)
    {
        if (!isAsked)
        {
            return;
        }

        clock.After(Delay, () => dns.Set(GetFullName(set), RecordSetJson.GetType(type), records));
    }

    private string GetFullName(string set) => set == "@" ? name : $"{set}.{name}";

    private JsonObject ToJson(string type, string set, JsonObject properties)
    {
        var all = (JsonObject)properties.DeepClone();
        all["fqdn"] = $"{GetFullName(set)}.";
        all["targetResource"] ??= new JsonObject();
        all["provisioningState"] = "Succeeded";
        return new JsonObject
        {
            ["id"] = $"{Id}/{type}/{set}",
            ["name"] = set,
            ["type"] = $"Microsoft.Network/dnszones/{type}",
            ["etag"] = "6a1e1b6c-0c0a-4a1c-9f63-3f0cf5d0a1b2",
            ["properties"] = all,
        };
    }
}
