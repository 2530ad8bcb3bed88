using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Store;

namespace MtaSts.Cli.Commands;

internal sealed class InitCommand() : StoreCommand(
    "init",
    "Creates the table or the database; does nothing when it exists.",
    "mta-sts init --connection-string UseDevelopmentStorage=true")
{
    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        await session.Store.CreateAsync(cancellationToken);
        console.WriteMessage("The store is ready.");
        return ExitCode.Done;
    }
}
