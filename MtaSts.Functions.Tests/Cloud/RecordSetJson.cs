using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>Record sets as Azure DNS writes them.</summary>
internal static class RecordSetJson
{
    public static DnsType GetType(string type) => type switch
    {
        "A" => DnsType.A,
        "AAAA" => DnsType.Aaaa,
        "CNAME" => DnsType.Cname,
        "TXT" => DnsType.Txt,
        _ => throw AzureException.OfDns(400, "BadRequest", $"The type '{type}' is not one that this test cloud has."),
    };

    public static ScriptedRecord[] Read(string type, JsonObject properties)
    {
        var ttl = (int)(properties["TTL"] ?? throw AzureException.OfDns(400, "BadRequest", "The TTL is missing."))!;
        var records = type switch
        {
            "CNAME" => Texts(properties, type).Select(ScriptedRecord.Alias),
            "TXT" => properties["TXTRecords"]!.AsArray().Select(record => ScriptedRecord.Text(GetStrings(record!))),
            _ => Texts(properties, type).Select(text => ScriptedRecord.Address(IPAddress.Parse(text))),
        };
        return [.. records.Select(record => record with { TimeToLive = ttl })];
    }

    public static string Format(string type, JsonObject properties) => string.Join(' ', Texts(properties, type));

    private static string[] Texts(JsonObject properties, string type) => type switch
    {
        // An alias record set leads to a resource, here by the name that its id ends with.
        "CNAME" when properties["targetResource"]?["id"] is { } id => [$"{((string)id!).Split('/')[^1]}.azurefd.net"],
        "CNAME" => [((string)properties["CNAMERecord"]!["cname"]!).TrimEnd('.')],
        "TXT" => [.. properties["TXTRecords"]!.AsArray().Select(record => string.Concat(GetStrings(record!)))],
        "A" => [.. properties["ARecords"]!.AsArray().Select(record => (string)record!["ipv4Address"]!)],
        _ => [.. properties["AAAARecords"]!.AsArray().Select(record => (string)record!["ipv6Address"]!)],
    };

    // Azure DNS takes no string of more than 255 characters.
    private static string[] GetStrings(JsonNode record) =>
        [.. record["value"]!.AsArray().Select(text => (string)text!).Select(text => text.Length <= 255
            ? text
            : throw AzureException.OfDns(400, "BadRequest", "The value length for the TXT record exceeds the maximum of 255 characters."))];
}
