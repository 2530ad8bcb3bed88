using MtaSts.Cli;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Cli.Services;

var console = CliConsole.OfProcess();
var settings = SettingsFile.OfProcess();
var read = new Lazy<ToolSettings>(() =>
{
    if (settings.Remark is { } remark)
    {
        console.WriteMessage(remark);
    }

    return settings.Read();
});
return await ToolApplication.RunAsync(
    args, console, new ToolServices { SettingsFile = settings, ReadSettings = () => read.Value });
