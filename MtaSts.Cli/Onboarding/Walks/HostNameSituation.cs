using MtaSts.Cli.ResourceManager;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>What DNS and Azure say of the policy host of a domain.</summary>
/// <param name="Zone">The zone of Azure DNS that its records are in; null where people set them.</param>
/// <param name="Owner">The texts of the TXT records <c>asuid.mta-sts.&lt;domain&gt;</c>.</param>
/// <param name="Target">What <c>mta-sts.&lt;domain&gt;</c> is a CNAME for; null if it is none.</param>
/// <param name="HasAddress">Whether <c>mta-sts.&lt;domain&gt;</c> has an address of its own.</param>
internal sealed record HostNameSituation(
    DomainName Domain, FunctionApp App, AzureZone? Zone, IReadOnlyList<string> Owner, string? Target, bool HasAddress)
{
    /// <summary>Why no certificate can be had for it, a sentence; null if one can.</summary>
    public string? CertificateFault { get; init; }

    /// <summary>A zone of Azure DNS that would hold it, and that the world does not ask; null if there is none.</summary>
    public DomainName? UnusedZone { get; init; }

    public string HostName => $"mta-sts.{Domain}";

    public bool IsBound => App.Bound.ContainsKey(HostName);

    public bool HasTls => App.Bound.GetValueOrDefault(HostName);

    public bool IsOwned => Owner.Contains(App.VerificationId, StringComparer.OrdinalIgnoreCase);

    public bool LeadsToApp => Target == App.HostName.Ascii;

    /// <summary>Whether another host answers for the domain today, which must not be lost before the app can.</summary>
    public bool HasOtherHost => !LeadsToApp && (Target is not null || HasAddress);

    /// <summary>The zone, or the domain itself: what names of records are relative to.</summary>
    public DomainName Origin { get; init; } = Zone?.Name ?? Domain;
}
