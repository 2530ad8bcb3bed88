using System.CommandLine;
using MtaSts.Storage;

namespace MtaSts.Cli.Options;

internal sealed class DomainSelection
{
    private readonly Argument<DomainName[]> domains = DomainArgument.Many();
    private readonly Option<bool> all;

    public DomainSelection(string descriptionOfAll)
    {
        all = new("--all") { Description = descriptionOfAll };
        domains.Arity = ArgumentArity.ZeroOrMore;
    }

    public void AddTo(Command command, Option? file = null)
    {
        command.Arguments.Add(domains);
        command.Options.Add(all);
        if (file is not null)
        {
            command.Options.Add(file);
        }

        command.Validators.Add(result =>
        {
            var isFromFile = file is not null && result.GetResult(file) is not null;
            bool[] given = [result.GetResult(domains) is { Tokens.Count: > 0 }, result.GetValue(all), isFromFile];
            if (given.Count(isGiven => isGiven) != 1)
            {
                result.AddError(file is null ? "Name domains, or use --all." : $"Name domains, or use {file.Name} or --all.");
            }
        });
    }

    public bool IsAll(ParseResult arguments) => arguments.GetValue(all);

    public DomainName[] GetNames(ParseResult arguments) => arguments.GetValue(domains)!;

    /// <summary>The domains that are named, or all of the store.</summary>
    public async Task<IReadOnlyList<DomainName>> ListAsync(
        ParseResult arguments, IReadablePolicyStore store, CancellationToken cancellationToken) => IsAll(arguments)
        ? await store.ListAsync(cancellationToken).Select(stored => stored.Domain).ToListAsync(cancellationToken)
        : GetNames(arguments);
}
