using MtaSts.Cli;
using MtaSts.Cli.Console;

return await ToolApplication.RunAsync(args, CliConsole.OfProcess());
