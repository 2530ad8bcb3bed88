namespace MtaSts.Serving.Settings;

/// <summary>The settings of section <c>MtaSts</c>.</summary>
internal sealed class MtaStsOptions
{
    public const string Section = "MtaSts";

    public string PolicyTable { get; init; } = "policies";

    /// <summary>A SQLite file that holds the policies when there is no storage; not for the function app.</summary>
    public string? PolicyDatabase { get; init; }

    /// <summary>The folder that holds the policies when there is neither storage nor a database, relative to the app.</summary>
    public string? PolicyDirectory { get; init; }

    /// <summary>How old a policy in memory may get before the store is asked again; clients are told to ask again after this time.</summary>
    public TimeSpan RefreshAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a name that is not hosted is answered without asking the store.</summary>
    public TimeSpan ForgetUnknownAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How old a policy may get while the store cannot give a newer one.</summary>
    public TimeSpan KeepStaleFor { get; init; } = TimeSpan.FromDays(30);

    public int MaxCachedDomains { get; init; } = 10_000;

    /// <summary>How long an answer of the store is waited for.</summary>
    public TimeSpan StoreTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether X-Forwarded-Host names the host; only behind a proxy that always sets it.</summary>
    public bool TrustForwardedHost { get; init; }
}
