using System.CommandLine;
using MtaSts.Storage;

namespace MtaSts.Cli.Options;

internal sealed class DomainSelection
{
    private readonly Argument<DomainName[]> domains = DomainArgument.Many();
    private readonly Option<bool>? all;

    /// <param name="descriptionOfAll">What <c>--all</c> means; null where it means nothing.</param>
    public DomainSelection(string? descriptionOfAll)
    {
        all = descriptionOfAll is null ? null : new Option<bool>("--all") { Description = descriptionOfAll };
        domains.Arity = ArgumentArity.ZeroOrMore;
    }

    public void AddTo(Command command, Option? file = null)
    {
        command.Arguments.Add(domains);
        foreach (var option in ((Option?[])[all, file]).OfType<Option>())
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            var isFromFile = file is not null && result.GetResult(file) is not null;
            bool[] given = [result.GetResult(domains) is { Tokens.Count: > 0 }, all is not null && result.GetValue(all), isFromFile];
            if (given.Count(isGiven => isGiven) != 1)
            {
                var others = ((Option?[])[file, all]).OfType<Option>().Select(option => option.Name);
                result.AddError($"Name domains, or use {string.Join(" or ", others)}.");
            }
        });
    }

    public bool IsAll(ParseResult arguments) => all is not null && arguments.GetValue(all);

    public DomainName[] GetNames(ParseResult arguments) => arguments.GetValue(domains)!;

    /// <summary>The domains that are named, or all of the store.</summary>
    public async Task<IReadOnlyList<DomainName>> ListAsync(
        ParseResult arguments, IReadablePolicyStore store, CancellationToken cancellationToken) => IsAll(arguments)
        ? await store.ListAsync(cancellationToken).Select(stored => stored.Domain).ToListAsync(cancellationToken)
        : GetNames(arguments);
}
