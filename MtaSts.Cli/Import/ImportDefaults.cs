namespace MtaSts.Cli.Import;

/// <summary>What holds for rows that do not say; null says nothing.</summary>
/// <param name="Mode">enforce, testing or none.</param>
/// <param name="Mx">The patterns, separated by white space; not together with a template.</param>
/// <param name="MaxAge">Seconds.</param>
/// <param name="Template">The name of a template.</param>
public sealed record ImportDefaults(string? Mode = null, string? Mx = null, string? MaxAge = null, string? Template = null)
{
    /// <summary>The mode that a new domain starts in.</summary>
    public const string NewMode = "testing";

    /// <summary>The max_age that a new domain starts with, in seconds: a week.</summary>
    public const string NewMaxAge = "604800";

    /// <summary>The mx of an Exchange Online domain that does not use DANE.</summary>
    public const string ExchangeOnlineMx = "*.mail.protection.outlook.com";
}
