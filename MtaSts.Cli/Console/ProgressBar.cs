using Spectre.Console;

namespace MtaSts.Cli.Console;

/// <summary>Shows on standard error how far long work is, when that is a terminal and the work takes more than a moment.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan ShowAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public static async Task ShowAsync(CliConsole console, string title, int total, Func<int> countDone, Task work)
    {
        await Task.WhenAny(work, Task.Delay(ShowAfter));
        if (!work.IsCompleted && console.ShowsProgress)
        {
            await console.Error.Progress().StartAsync(async context =>
            {
                var bar = context.AddTask(title, maxValue: total);
                while (!work.IsCompleted)
                {
                    bar.Value = countDone();
                    await Task.WhenAny(work, Task.Delay(Interval));
                }

                bar.Value = countDone();
            });
        }

        await work;
    }
}
