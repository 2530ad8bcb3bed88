namespace MtaSts.Checks;

/// <summary>What to look at of a domain.</summary>
[Flags]
public enum DomainAspects
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The TXT record <c>_mta-sts</c> (RFC 8461 §3.1).</summary>
    Record = 1,

    /// <summary>The addresses of <c>mta-sts.&lt;domain&gt;</c>, and the policy that is fetched from there (§3.3).</summary>
    Policy = 2,

    /// <summary>The hosts that receive the domain's mail (RFC 5321 §5.1).</summary>
    MailHosts = 4,

    /// <summary>All of it.</summary>
    All = Record | Policy | MailHosts,
}
