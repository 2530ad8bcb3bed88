namespace MtaSts.Cli.Import;

/// <summary>Until when senders may hold policies that are unknown.</summary>
/// <param name="Reason">Why it is assumed, as a clause.</param>
internal sealed record AssumedHold(DateTimeOffset Until, string Reason)
{
    /// <summary>What is assumed where nothing speaks for less, as the end of a reason.</summary>
    public const string Longest = "so the longest max_age (one year) is assumed";
}
