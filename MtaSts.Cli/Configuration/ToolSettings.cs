using System.Net;
using Azure.Core;
using MtaSts.Storage;

namespace MtaSts.Cli.Configuration;

/// <summary>What <c>mta-sts.json</c> says; options and the environment win over it. There is never a secret in it.</summary>
internal sealed record ToolSettings
{
    public const string DefaultTable = "policies";

    public static ToolSettings None { get; } = new();

    /// <summary>The full path of the file; null where there is none.</summary>
    public string? File { get; init; }

    public string? TableServiceUri { get; init; }

    public string? Table { get; init; }

    /// <summary>The full path of a SQLite file.</summary>
    public string? Database { get; init; }

    /// <summary>The full path of a folder of policy files.</summary>
    public string? Directory { get; init; }

    /// <summary>The function app that serves the policies.</summary>
    public ResourceIdentifier? App { get; init; }

    /// <summary>Where TLS reports go (RFC 8460 §3), for the records <c>_smtp._tls</c>.</summary>
    public IReadOnlyList<string> Rua { get; init; } = [];

    /// <summary>Subscriptions or resource groups that hold zones of Azure DNS.</summary>
    public IReadOnlyList<ResourceIdentifier> Dns { get; init; } = [];

    /// <summary>The zone of one's own to which <c>_mta-sts</c> of every domain is delegated by a CNAME.</summary>
    public DomainName? IdZone { get; init; }

    public IPEndPoint? Resolver { get; init; }

    /// <summary>The full path of the folder that TLS reports of senders are in.</summary>
    public string? Reports { get; init; }

    /// <summary>Which template the app serves to domains without a row; null where there is none.</summary>
    public DefaultTemplate? DefaultTemplate { get; init; }

    /// <summary>What it says of a setting of the store, by its name in the environment (<see cref="StoreSettings"/>).</summary>
    public string? FindStoreSetting(string name) => name switch
    {
        "PolicyStorage__tableServiceUri" => TableServiceUri,
        "MtaSts__PolicyTable" => Table,
        "MtaSts__PolicyDatabase" => Database,
        "MtaSts__PolicyDirectory" => Directory,
        _ => null,
    };
}
