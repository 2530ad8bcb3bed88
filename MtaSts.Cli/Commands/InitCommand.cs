using System.CommandLine;

namespace MtaSts.Cli.Commands;

/// <summary><c>init</c>: makes the store ready for use.</summary>
internal sealed class InitCommand() : StoreCommand("init", "Creates the table or the database; does nothing when it is there.", "mta-sts init --connection-string UseDevelopmentStorage=true")
{
    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, StoreSession workplace, CancellationToken cancellationToken)
    {
        await workplace.Store.CreateAsync(cancellationToken);
        CliConsole.WriteMessage("The store is ready.");
        return ExitCode.Done;
    }
}
