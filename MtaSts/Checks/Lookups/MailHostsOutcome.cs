namespace MtaSts.Checks.Lookups;

/// <summary>How the look-up of a domain's mail hosts ended.</summary>
public enum MailHostsOutcome
{
    /// <summary>The domain has MX records.</summary>
    Found,

    /// <summary>There is no MX but an address, and so the domain itself is the mail host (RFC 5321 §5.1).</summary>
    Implicit,

    /// <summary>There is neither an MX nor an address.</summary>
    NoMx,

    /// <summary>There is a null MX: the domain receives no mail (RFC 7505).</summary>
    NullMx,

    /// <summary>DNS did not answer, or not with something that can be used. Which hosts there are is unknown.</summary>
    Unknown,
}
