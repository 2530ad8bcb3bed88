namespace MtaSts.Checks.Lookups;

/// <summary>A CAA record: who may issue certificates for a name (RFC 8659 §4).</summary>
/// <param name="Flags">128: critical, an issuer that does not know the tag must not issue.</param>
/// <param name="Tag">Such as <c>issue</c>; lower case.</param>
/// <param name="Value">Such as <c>digicert.com</c>.</param>
public sealed record CaaRecord(byte Flags, string Tag, string Value);
