using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using MtaSts.Serving;
using MtaSts.Serving.Settings;

// The Functions host starts a worker again that ends with an error, and waits for ever for one that ends with 0.
Environment.ExitCode = 1;
try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.Services.AddPolicyServing(builder.Configuration);
    builder.Build().Run();
}
catch (SettingsException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
}
