using System.CommandLine;

namespace MtaSts.Cli.Options;

/// <summary>Which domains a command is about: those that are named, or all in the store.</summary>
internal sealed class DomainSelection
{
    private readonly Argument<DomainName[]> domains = DomainArgument.Many();
    private readonly Option<bool> all;

    public DomainSelection(string descriptionOfAll)
    {
        all = new("--all") { Description = descriptionOfAll };
        domains.Arity = ArgumentArity.ZeroOrMore;
    }

    /// <summary>Adds the argument and the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="file">An option that names domains too.</param>
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
            bool[] given = [result.GetResult(domains) is { Tokens.Count: > 0 }, result.GetValue(all), file is not null && result.GetResult(file) is not null];
            if (given.Count(isGiven => isGiven) != 1)
            {
                result.AddError(file is null ? "Name domains, or use --all." : $"Name domains, or use {file.Name} or --all.");
            }
        });
    }

    public bool IsAll(ParseResult arguments) => arguments.GetValue(all);

    public DomainName[] GetNames(ParseResult arguments) => arguments.GetValue(domains)!;
}
