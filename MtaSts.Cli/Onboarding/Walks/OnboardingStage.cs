namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>What a domain needs so that senders find its policy, in this order.</summary>
internal enum OnboardingStage
{
    /// <summary>A policy in the store.</summary>
    Policy,

    /// <summary>The TXT record that lets the app have the host name.</summary>
    Ownership,

    /// <summary>The host name bound to the app.</summary>
    HostName,

    /// <summary>The CNAME of the policy host, directly to the app.</summary>
    Cname,

    /// <summary>The certificate, and TLS with it.</summary>
    Certificate,

    /// <summary>The policy, served over TLS by every instance of the app.</summary>
    Answers,

    /// <summary>The records <c>_mta-sts</c> and <c>_smtp._tls</c>.</summary>
    Records,

    /// <summary>All that a sender sees.</summary>
    Check,

    /// <summary>Nothing is left to do.</summary>
    Done,
}
