namespace MtaSts.Checks.Results;

/// <summary>A fact that a check came by.</summary>
/// <param name="Name">What it is, such as <c>CNAME</c>, <c>id</c> or <c>TLS</c>.</param>
/// <param name="Value">What was seen, with its unit; may hold whatever the other side said.</param>
public sealed record Observation(string Name, string Value);
