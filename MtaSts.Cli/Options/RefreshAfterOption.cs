using System.CommandLine;
using System.Globalization;
using MtaSts.Cli.Console;
using MtaSts.Rollout;

namespace MtaSts.Cli.Options;

internal sealed class RefreshAfterOption
{
    // The app's own setting, so that one environment serves both.
    private const string Setting = "MtaSts__RefreshAfter";

    private readonly Option<TimeSpan?> option = DurationOption.Create(
        "--refresh-after", $"How long the app keeps a policy in memory, such as 90s or 5m [env: {Setting}; default: 1m]");

    public void AddTo(Command command) => command.Options.Add(option);

    /// <summary>The time on the command line, in the setting, or else the app's default.</summary>
    public TimeSpan Read(ParseResult arguments, CliConsole console) => arguments.GetValue(option) ?? ReadSetting(console);

    /// <summary>The time in the setting, or else the app's default.</summary>
    public static TimeSpan ReadSetting(CliConsole console)
    {
        if (console.GetVariable(Setting) is not { Length: > 0 } text)
        {
            return PolicyLifetime.DefaultRefreshAfter;
        }

        // With less time than the app takes, the record would change while the old policy is served.
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero
            ? time
            : throw new CommandException(
                ExitCode.WrongUsage,
                $"{Setting} is '{text}', which is not a time above zero such as 00:01:00. Correct it, "
                + "or use --refresh-after. Nothing was changed.");
    }
}
