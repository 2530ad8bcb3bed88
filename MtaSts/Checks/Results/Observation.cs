namespace MtaSts.Checks.Results;

/// <summary>A fact seen by a check.</summary>
/// <param name="Name">What it is, such as <c>CNAME</c>, <c>id</c> or <c>TLS</c>.</param>
/// <param name="Value">The value with its unit; may be foreign text.</param>
public sealed record Observation(string Name, string Value);
