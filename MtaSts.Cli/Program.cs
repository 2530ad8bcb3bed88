using MtaSts.Cli;

return await ToolApplication.RunAsync(args, new CliConsole());
