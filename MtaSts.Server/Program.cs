using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using MtaSts.Server;
using MtaSts.Serving.Settings;

try
{
    ServerApp.Create(args).Run();
    return 0;
}
catch (SettingsException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
}
catch (Exception exception) when (exception is SocketException or IOException { InnerException: AddressInUseException })
{
    await Console.Error.WriteLineAsync(
        $"{exception.Message.TrimEnd('.')}. Stop what listens there, or choose another address, as in --urls http://localhost:8080.");
}

return 1;
