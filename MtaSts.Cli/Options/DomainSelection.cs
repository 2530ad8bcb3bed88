using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Storage;

namespace MtaSts.Cli.Options;

/// <summary>Which domains a command is for: those named, those in a file, those of a customer, or all.</summary>
internal sealed class DomainSelection
{
    private readonly Argument<DomainName[]> domains = DomainArgument.Many();
    private readonly Option<bool>? all;
    private readonly Option<string?>? customer;

    /// <param name="descriptionOfAll">What <c>--all</c> means; null where it means nothing, and so for the domains of a customer.</param>
    public DomainSelection(string? descriptionOfAll)
    {
        if (descriptionOfAll is not null)
        {
            all = new Option<bool>("--all") { Description = descriptionOfAll };
            customer = TextOption.Create("--customer", "NAME", $"{descriptionOfAll} that belong to this customer");
        }

        domains.Arity = ArgumentArity.ZeroOrMore;
    }

    public void AddTo(Command command, Option? file = null)
    {
        command.Arguments.Add(domains);
        Option?[] options = [file, customer, all];
        foreach (var option in options.OfType<Option>())
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            var isNamed = result.GetResult(domains) is { Tokens.Count: > 0 };
            var given = options.Count(option => option is not null && result.GetResult(option) is { Implicit: false });
            if (given + (isNamed ? 1 : 0) != 1)
            {
                string[] names = [.. options.OfType<Option>().Select(option => option.Name)];
                result.AddError($"Name domains, or use {Words.Or(names)}.");
            }
        });
    }

    /// <summary>Whether the domains are those that the store has, all of them or a customer's, and not named one by one.</summary>
    public bool IsAll(ParseResult arguments) => all is not null && (arguments.GetValue(all) || GetCustomer(arguments) is not null);

    public DomainName[] GetNames(ParseResult arguments) => arguments.GetValue(domains)!;

    /// <summary>The domains that are named, or those of the store that are meant.</summary>
    /// <exception cref="CommandException">No domain belongs to the customer.</exception>
    public async Task<IReadOnlyList<DomainName>> ListAsync(
        ParseResult arguments, IReadablePolicyStore store, CancellationToken cancellationToken) => IsAll(arguments)
        ? await (await ListHostedAsync(arguments, store, cancellationToken)).Select(stored => stored.Domain).ToListAsync(cancellationToken)
        : GetNames(arguments);

    /// <summary>What the store has of all domains that are meant, by <c>--all</c> or <c>--customer</c>.</summary>
    /// <exception cref="CommandException">No domain belongs to the customer.</exception>
    public async Task<IAsyncEnumerable<StoredPolicy>> ListHostedAsync(
        ParseResult arguments, IReadablePolicyStore store, CancellationToken cancellationToken)
    {
        var hosted = store.ListAsync(cancellationToken);
        if (GetCustomer(arguments) is not { } name)
        {
            return hosted;
        }

        var customers = await store.ListCustomersAsync(cancellationToken);
        var theirs = CustomerDomains.Find(customers, name);
        return hosted.Where(stored => theirs.Contains(stored.Domain));
    }

    private string? GetCustomer(ParseResult arguments) => customer is null ? null : arguments.GetValue(customer);
}
