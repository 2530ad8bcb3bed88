namespace MtaSts.Functions.Tests.Network;

/// <summary>What is right or wrong with a certificate; in all else it is good.</summary>
public enum CertificateKind
{
    Good,
    Expired,
    NotYetValid,

    /// <summary>It names another host.</summary>
    WrongName,

    SelfSigned,

    /// <summary>In five days and an hour.</summary>
    ExpiringSoon,

    /// <summary>Its authority is complete, but not ours.</summary>
    UnknownAuthority,

    /// <summary>It is sent without the intermediate that signed it.</summary>
    MissingIntermediate,

    /// <summary>Self-signed, and its names would do harm where they are shown raw.</summary>
    Hostile,
}
