namespace MtaSts.Checks.Results;

/// <summary>What follows from a finding, or from all findings of a domain; greater is worse.</summary>
public enum Consequence
{
    /// <summary>Nothing was found.</summary>
    None,

    /// <summary>Some senders may have trouble.</summary>
    Advice,

    /// <summary>A record has to be published; mail flows, and senders go by a policy.</summary>
    RecordToPublish,

    /// <summary>Senders deliver as if there were no policy, or by an earlier one.</summary>
    ProtectionMissing,

    /// <summary>Senders refuse to deliver, or have nowhere to deliver to.</summary>
    MailAtRisk,
}
