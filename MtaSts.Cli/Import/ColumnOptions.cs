using System.CommandLine;
using MtaSts.Cli.Options;

namespace MtaSts.Cli.Import;

/// <summary><c>--column</c> and <c>--group-by</c>: which columns of a CSV file are meant.</summary>
internal sealed class ColumnOptions
{
    private readonly Option<string?> column = TextOption.Create(
        "--column", "NAME", "Column of a CSV file with the domains [default: Domain, DomainName, or Name or Id with domains in it]");
    private readonly Option<string?> groupBy = TextOption.Create(
        "--group-by", "NAME", "Column of a CSV file that says whose a domain is [default: Customer, if there is one]");

    public void AddTo(Command command)
    {
        command.Options.Add(column);
        command.Options.Add(groupBy);
    }

    public ColumnChoice Read(ParseResult arguments) => new(arguments.GetValue(column), arguments.GetValue(groupBy));
}
