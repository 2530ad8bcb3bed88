using MtaSts.Cli;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Cli.Services;

var settings = SettingsFile.OfProcess();
var read = new Lazy<ToolSettings>(settings.Read);
return await ToolApplication.RunAsync(
    args, CliConsole.OfProcess(), new ToolServices { SettingsFile = settings, ReadSettings = () => read.Value });
