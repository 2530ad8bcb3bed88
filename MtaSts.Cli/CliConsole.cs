using System.Text.Json.Serialization.Metadata;
using System.Text.Json;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace MtaSts.Cli;

/// <summary>Where a command reads and writes: results on standard output, everything else on standard error.</summary>
internal sealed class CliConsole
{
    private const int WidthOfPipes = 120;

    /// <summary>The process's own.</summary>
    public CliConsole()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Out = Create(Console.Out, Console.IsOutputRedirected);
        Error = Create(Console.Error, Console.IsErrorRedirected);
    }

    /// <summary>For results that people read; colours and widths as the terminal has them (NO_COLOR is heeded).</summary>
    public IAnsiConsole Out { get; }

    /// <summary>For messages, questions and progress.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether somebody is there to answer a question.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Asks on standard error, wherever the result goes; yes is yes, and whatever else is answered is no.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled instead of an answer.</exception>
    public static async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        Console.Error.Write($"{question} [y/N] ");
        try
        {
            // Whoever waits for a line heeds no token; the process ends without it.
            var answer = await Task.Run(OpenInput().ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
            if (answer is null)
            {
                Console.Error.WriteLine();
            }

            return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine();
            throw;
        }
    }

    /// <summary>Writes a result for machines.</summary>
    public static void WriteJson<T>(T result, JsonTypeInfo<T> type) => Console.Out.WriteLine(JsonSerializer.Serialize(result, type));

    /// <summary>Writes text as it is, for results that are files or pasted elsewhere.</summary>
    public static void WriteText(string text) => Console.Out.Write(text);

    /// <summary>Writes a message to standard error, unbroken, and without the control characters of whoever else wrote a part of it.</summary>
    public static void WriteMessage(string message) => Console.Error.WriteLine(Plain(message));

    /// <summary>A text of unknown origin that does nothing to a terminal: control and format characters become U+FFFD.</summary>
    public static string Plain(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (var i = 0; i < plain.Length; i++)
        {
            var category = char.GetUnicodeCategory(text[i]);
            var isHarmful = category is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format && text[i] is not '\n';
            plain[i] = isHarmful ? '\uFFFD' : text[i];
        }
    });

    // Console.In edits lines by itself; a Ctrl-D typed before it took the terminal over is lost, and the question waits for ever.
    private static TextReader OpenInput() => OperatingSystem.IsWindows()
        ? Console.In
        : new StreamReader(new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0));

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (isRedirected)
        {
            // A pipe has no width; whoever reads it wants whole lines, unless COLUMNS says how wide.
            console.Profile.Width = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0 ? columns : WidthOfPipes;
        }

        return console;
    }
}
