using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Cli.ResourceManager;
using MtaSts.Cli.Services;

namespace MtaSts.Cli.Setup;

/// <summary>Looks whether Azure has what the settings name.</summary>
internal sealed class SetupCheck(ToolServices services, CliConsole console)
{
    /// <exception cref="CommandException">Azure has no such app, or does not say.</exception>
    public async Task<FunctionApp?> FindAppAsync(ToolSettings settings, CancellationToken cancellationToken)
    {
        if (settings.App is not { } id)
        {
            return null;
        }

        try
        {
            var app = await FunctionApp.ReadAsync(services.CreateResourceManager(), id, cancellationToken);
            console.WriteMessage($"The app {app.Name} answers at {app.HostName}.");
            return app;
        }
        catch (ResourceManagerException exception)
        {
            throw new CommandException(ExitCode.Failed, $"The app {id} could not be read: {exception.Message} Nothing was written.");
        }
    }

    /// <summary>How many zones there are; null where they cannot be listed and nobody said that they can.</summary>
    /// <param name="isAssumed">Whether nobody has named where the zones are.</param>
    /// <exception cref="CommandException">Azure does not list them.</exception>
    public async Task<int?> CountZonesAsync(ToolSettings settings, bool isAssumed, CancellationToken cancellationToken)
    {
        if (settings.Dns.Count == 0)
        {
            WarnOf(settings.IdZone);
            return 0;
        }

        var scopes = string.Join(", ", settings.Dns);
        try
        {
            var lookup = services.CreateLookup(settings.Resolver);
            var zones = await AzureZones.ReadAsync(services.CreateResourceManager(), settings.Dns, lookup, cancellationToken);
            console.WriteMessage(zones.Count > 0
                ? $"Zones of Azure DNS in {scopes}: {zones.Count}. Records of domains in them are written for you."
                : $"There is no zone of Azure DNS in {scopes}. Records are shown for you to publish elsewhere.");
            await CheckIdZoneAsync(zones, settings.IdZone, cancellationToken);
            return zones.Count;
        }
        catch (ResourceManagerException exception) when (isAssumed)
        {
            console.WriteMessage(
                $"The zones in {scopes} could not be listed, and were left out: {exception.Message} Name others with --dns and --force.");
            return null;
        }
        catch (ResourceManagerException exception)
        {
            throw new CommandException(
                ExitCode.Failed, $"The zones in {scopes} could not be listed: {exception.Message} Nothing was written.");
        }
    }

    private async Task CheckIdZoneAsync(AzureZones zones, DomainName? idZone, CancellationToken cancellationToken)
    {
        try
        {
            if (idZone is { } zone && await zones.FindAsync($"id.{zone.Ascii}", cancellationToken) is null)
            {
                WarnOf(zone);
            }
        }
        catch (ResourceManagerException exception) when (exception.Code == AzureZones.NameServersUnknown)
        {
            console.WriteMessage($"Warning: whether ids can be published in {idZone} is not known. {exception.Message}");
        }
    }

    private void WarnOf(DomainName? idZone)
    {
        if (idZone is { } zone)
        {
            console.WriteMessage(
                $"Warning: ids cannot be published in {zone} yet: none of your zones of Azure DNS has it, or DNS names other name servers "
                + "for it. "
                + "Create the zone, delegate it to its name servers, and name where it is with --dns.");
        }
    }
}
