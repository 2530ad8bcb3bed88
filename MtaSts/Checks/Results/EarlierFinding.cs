namespace MtaSts.Checks.Results;

/// <summary>A finding of an earlier report that the current one does not have.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Area">The part of the check.</param>
/// <param name="Finding">What was found then.</param>
public sealed record EarlierFinding(DomainName Domain, CheckArea Area, CheckFinding Finding);
