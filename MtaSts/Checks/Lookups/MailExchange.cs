namespace MtaSts.Checks.Lookups;

/// <summary>A host that receives a domain's mail (RFC 5321 §5.1).</summary>
/// <param name="Host">Its name in lower case without the trailing dot; empty for a null MX (RFC 7505).</param>
/// <param name="Preference">Lower is preferred.</param>
public sealed record MailExchange(string Host, int Preference);
