namespace MtaSts.Reports;

/// <summary>What a failure is about.</summary>
public enum FailureSubject
{
    /// <summary>A reason that RFC 8460 does not have, or none.</summary>
    Unknown,

    /// <summary>The mail host: in enforce mode, senders do not deliver (RFC 8461 §5).</summary>
    MailHost,

    /// <summary>The policy, before there is one to go by: senders deliver, without protection (RFC 8461 §3.3).</summary>
    Policy,

    /// <summary>DANE (RFC 7672), which says nothing of MTA-STS.</summary>
    Dane,
}
