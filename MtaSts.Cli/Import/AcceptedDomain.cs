namespace MtaSts.Cli.Import;

/// <summary>What Exchange Online's <c>Get-AcceptedDomain</c> says of a domain besides its name, by a row's values.</summary>
internal static class AcceptedDomain
{
    public static readonly string[] Columns = [TypeColumn, SubdomainsColumn, RemovalColumn];

    private const string TypeColumn = "DomainType";
    private const string SubdomainsColumn = "MatchSubDomains";
    private const string RemovalColumn = "PendingRemoval";

    public static string? FindReasonToSkip(Func<string, string?> read) => IsTrue(read(RemovalColumn)) ? "PendingRemoval is true" : null;

    /// <summary>What to look at when it is imported, in clauses.</summary>
    public static IEnumerable<string> ListNotes(Func<string, string?> read)
    {
        if (IsTrue(read(SubdomainsColumn)))
        {
            // RFC 8461 §3.4
            yield return "MatchSubDomains is true, but a policy does not cover subdomains; import those that receive mail, too";
        }

        if ("InternalRelay".Equals(read(TypeColumn), StringComparison.OrdinalIgnoreCase))
        {
            yield return "DomainType is InternalRelay; mail may go on to other hosts, which the policy does not protect";
        }
    }

    private static bool IsTrue(string? value) => "true".Equals(value, StringComparison.OrdinalIgnoreCase);
}
