using System.CommandLine;
using System.Globalization;
using MtaSts.Rollout;

namespace MtaSts.Cli.Options;

/// <summary><c>--refresh-after TIME</c>: how old a policy may get in the app's memory, which the app's own setting says.</summary>
internal sealed class RefreshOption
{
    private const string Setting = "MtaSts__RefreshAfter";

    private readonly Option<TimeSpan?> option = new("--refresh-after")
    {
        Description = $"How long the app keeps a policy in memory, such as 5m. [env: {Setting}; default: 5m]",
        HelpName = "TIME",
        CustomParser = result => DurationText.Parse(result),
    };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Options.Add(option);

    /// <summary>The time that was said on the command line or in the setting, else the app's own.</summary>
    /// <exception cref="CommandException">The setting is no time that the app would take.</exception>
    public TimeSpan Read(ParseResult arguments)
    {
        if (arguments.GetValue(option) is { } said)
        {
            return said;
        }

        if (Environment.GetEnvironmentVariable(Setting) is not { Length: > 0 } text)
        {
            return PolicyLifetime.AppCache;
        }

        // A shorter time than the app's would have the record changed while the old policy is served.
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero
            ? time
            : throw new CommandException(
                ExitCode.WrongUsage,
                $"{Setting} is '{text}', which is no time above zero such as 00:05:00. Correct it, or say --refresh-after. Nothing was changed.");
    }
}
