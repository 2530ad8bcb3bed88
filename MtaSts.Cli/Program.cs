using MtaSts.Cli;

return await ToolApplication.RunAsync(args, new Terminal());
