namespace MtaSts.Checks.Results;

/// <summary>A finding of an earlier report that is not in the current one.</summary>
public sealed record EarlierFinding(DomainName Domain, CheckArea Area, CheckFinding Finding);
