using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Serving.Settings;

/// <summary>The settings of section <c>MtaSts</c>, but for those that name the store.</summary>
internal sealed class MtaStsOptions
{
    public const string Section = "MtaSts";

    /// <summary>How old a policy in memory may get before the store is asked again; what clients are told, too.</summary>
    public TimeSpan RefreshAfter { get; init; } = PolicyLifetime.DefaultRefreshAfter;

    /// <summary>How long a name that is not hosted is answered without asking the store.</summary>
    public TimeSpan ForgetUnknownAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How old a policy may get while the store cannot give a newer one.</summary>
    public TimeSpan KeepStaleFor { get; init; } = PolicyLifetime.DefaultKeepStaleFor;

    public int MaxCachedDomains { get; init; } = 10_000;

    /// <summary>How long an answer of the store is waited for.</summary>
    public TimeSpan StoreTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long after a provider was asked for its policy it is asked again, for all domains that follow it.</summary>
    public TimeSpan UpstreamRefreshAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether a provider's policy is taken that is weaker than its copy; else the copy is served on.</summary>
    public bool UpstreamMayWeaken { get; init; }

    /// <summary>Whether X-Forwarded-Host names the host; only behind a proxy that always sets it.</summary>
    public bool TrustForwardedHost { get; init; }

    /// <summary>The template of every domain without a row; with the next two read by <see cref="ReadDefault"/>.</summary>
    public string? DefaultTemplate { get; init; }

    public string? DefaultMode { get; init; }

    public string? DefaultDomains { get; init; }

    /// <exception cref="StoreSettingsException">The settings of the default template cannot be used.</exception>
    public DefaultTemplate? ReadDefault() => Storage.DefaultTemplate.Read(
        setting => setting switch
        {
            $"{Section}:{nameof(DefaultTemplate)}" => DefaultTemplate,
            $"{Section}:{nameof(DefaultMode)}" => DefaultMode,
            $"{Section}:{nameof(DefaultDomains)}" => DefaultDomains,
            _ => null,
        },
        setting => setting.Replace("__", ":", StringComparison.Ordinal));
}
