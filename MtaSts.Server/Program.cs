using MtaSts.Server;
using MtaSts.Serving.Settings;

try
{
    var app = ServerApp.Create(args);
    app.Run();
    return 0;
}
catch (SettingsException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
