using MtaSts.Cli.Console;

namespace MtaSts.Cli.Options;

internal static class CustomerDomains
{
    private const int ShownCustomers = 10;

    /// <summary>The domains that belong to the customer, in whatever case the name is written.</summary>
    /// <exception cref="CommandException">There is none; the message names the customers that there are.</exception>
    public static HashSet<DomainName> Find(IReadOnlyDictionary<DomainName, string> customers, string name)
    {
        var domains = customers.Where(customer => customer.Value.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            .Select(customer => customer.Key)
            .ToHashSet();
        if (domains.Count > 0)
        {
            return domains;
        }

        var known = customers.Values.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        var hint = known.Count == 0
            ? "No domain has a customer yet: 'mta-sts import' keeps a column Customer."
            : $"Customers: {string.Join(", ", known.Take(ShownCustomers))}{(known.Count > ShownCustomers ? ", …" : "")}.";
        throw new CommandException(ExitCode.Failed, $"No domain belongs to the customer '{name}'. {hint}");
    }
}
