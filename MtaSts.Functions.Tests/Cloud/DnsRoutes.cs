using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>Azure DNS: lists of zones, a page each, and record sets.</summary>
internal sealed class DnsRoutes(CloudResources resources)
{
    private const int PageSize = 2;

    public AzureAnswer Answer(CloudRequest request)
    {
        if (request.Path.Type == "microsoft.network/dnszones")
        {
            return request.Path.IsList ? ListZones(request) : AzureAnswer.From(resources.FindZone(request.Group, request.Name(0)).ToJson());
        }

        var zone = resources.FindZone(request.Group, request.Name(0));
        var (type, name) = (request.Path.Type.Split('/')[^1].ToUpperInvariant(), request.Name(1));
        switch (request.Method)
        {
            case "PUT":
                var isNew = zone.Put(type, name, request.Body!["properties"]!.AsObject());
                return AzureAnswer.From(zone.Find(type, name)!, isNew ? 201 : 200);
            case "DELETE":
                return new AzureAnswer(zone.Delete(type, name) ? 200 : 204);
            default:
                return AzureAnswer.From(zone.Find(type, name) ?? throw AzureErrors.NoRecord(name, request.Group));
        }
    }

    private AzureAnswer ListZones(CloudRequest request)
    {
        var zones = resources.Zones.Where(
            zone => request.Path.Group is null || zone.GroupId.EndsWith($"/{request.Group}", OrdinalIgnoreCase)).ToList();
        var skip = int.Parse(request.Query.GetValueOrDefault("$skipToken", "0"), null);
        var page = new JsonObject { ["value"] = new JsonArray([.. zones.Skip(skip).Take(PageSize).Select(zone => zone.ToJson())]) };
        if (zones.Count > skip + PageSize)
        {
            page["nextLink"] = $"{request.Root}{request.Path.Path}?api-version=2018-05-01&$skipToken={skip + PageSize}";
        }

        return AzureAnswer.From(page);
    }
}
