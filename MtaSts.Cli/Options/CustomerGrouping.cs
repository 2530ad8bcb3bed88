using System.CommandLine;

namespace MtaSts.Cli.Options;

/// <summary><c>--by-customer</c>: what is shown, a group for each customer.</summary>
internal sealed class CustomerGrouping
{
    private const string Nobody = "No customer";

    private readonly Option<bool> byCustomer = new("--by-customer") { Description = "Group the table by customer" };

    public void AddTo(Command command) => command.Options.Add(byCustomer);

    public bool IsWanted(ParseResult arguments) => arguments.GetValue(byCustomer);

    /// <summary>The groups by the customers' names, what is nobody's last; one without a name unless groups are wanted.</summary>
    public IEnumerable<(string? Customer, IReadOnlyList<T> Items)> Group<T>(
        ParseResult arguments, IReadOnlyList<T> items, Func<T, string?> getCustomer) => IsWanted(arguments)
        ? items.GroupBy(getCustomer, StringComparer.OrdinalIgnoreCase)
            .OrderBy(group => group.Key is null)
            .ThenBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
            .Select(group => ((string?)(group.Key ?? Nobody), (IReadOnlyList<T>)[.. group]))
        : [(null, items)];
}
