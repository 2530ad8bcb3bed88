namespace MtaSts.Functions;

/// <summary>The settings of section <c>MtaSts</c>.</summary>
public sealed class MtaStsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "MtaSts";

    /// <summary>The folder that is taken when neither storage nor a folder is named.</summary>
    public const string DefaultPolicyDirectory = "policies";

    /// <summary>The table that holds the policies.</summary>
    public string PolicyTable { get; set; } = "policies";

    /// <summary>The folder that holds the policies when there is no storage, relative to the app; null takes <see cref="DefaultPolicyDirectory"/> where that is allowed.</summary>
    public string? PolicyDirectory { get; set; }

    /// <summary>How old a policy in memory may get before the store is asked again.</summary>
    public TimeSpan RefreshAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a name that is not hosted is answered without asking the store.</summary>
    public TimeSpan ForgetUnknownAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How old a policy may get while the store cannot give a newer one.</summary>
    public TimeSpan KeepStaleFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many policies are kept in memory.</summary>
    public int MaxCachedDomains { get; set; } = 10_000;

    /// <summary>How long an answer of the store is waited for.</summary>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether X-Forwarded-Host names the host; only behind a proxy that always sets it.</summary>
    public bool TrustForwardedHost { get; set; }
}
