using System.CommandLine;
using System.Globalization;
using MtaSts.Removal;

namespace MtaSts.Cli;

/// <summary><c>--refresh-after TIME</c>: how old a policy may get in the app's memory, which the app's own setting says.</summary>
internal static class RefreshOption
{
    private const string Setting = "MtaSts__RefreshAfter";

    public static Option<TimeSpan> Create() => new("--refresh-after")
    {
        Description = $"How long the app keeps a policy in memory, such as 5m [env: {Setting}; default: 5m]",
        HelpName = "TIME",
        DefaultValueFactory = _ => TimeSpan.TryParse(Environment.GetEnvironmentVariable(Setting), CultureInfo.InvariantCulture, out var time)
            ? time
            : PolicyLifetime.AppCache,
        CustomParser = DurationText.Parse,
    };
}
