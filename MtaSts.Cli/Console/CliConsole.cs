using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace MtaSts.Cli.Console;

/// <summary>Where a command reads and writes: results on standard output, everything else on standard error.</summary>
internal sealed class CliConsole(
    TextWriter output, TextWriter error, (bool Output, bool Error) isTerminal, Func<string, string?> getVariable)
{
    private const int WidthOfPipes = 120;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Lazy<IAnsiConsole> formattedOutput = new(() => CreateConsole(output, isTerminal.Output, getVariable));
    private readonly Lazy<IAnsiConsole> formattedErrors = new(() => CreateConsole(error, isTerminal.Error, getVariable));

    public TextWriter Output => output;

    /// <summary>For results that people read; colours and widths as the terminal has them (NO_COLOR is respected).</summary>
    public IAnsiConsole Out => formattedOutput.Value;

    public IAnsiConsole Error => formattedErrors.Value;

    public Func<string, string?> GetVariable => getVariable;

    public bool ShowsProgress => isTerminal.Error;

    /// <summary>Reads a line that a person types; null when there is no person to ask.</summary>
    public Func<string?>? ReadAnswer { get; init; }

    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Standard output for bytes; not to be mixed with what is written as text.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    public static CliConsole OfProcess()
    {
        System.Console.OutputEncoding = Utf8;
        var isTerminal = (Output: !System.Console.IsOutputRedirected, Error: !System.Console.IsErrorRedirected);
        return new CliConsole(
            isTerminal.Output ? System.Console.Out : CreateWriter(OpenStandardOutput()),
            isTerminal.Error ? System.Console.Error : CreateWriter(OpenStandardError()),
            isTerminal,
            Environment.GetEnvironmentVariable)
        {
            OpenInput = StandardInput.Open,
            OpenOutput = OpenStandardOutput,
            ReadAnswer = System.Console.IsInputRedirected || System.Console.IsErrorRedirected ? null : () => OpenAnswers().ReadLine(),
        };
    }

    /// <summary>Asks a question; anything but y or yes is a no.</summary>
    public async Task<bool> AskAsync(string question, CancellationToken cancellationToken) =>
        (await AskForTextAsync($"{question} [y/N]", cancellationToken))?.Trim().ToUpperInvariant() is "Y" or "YES";

    /// <summary>Asks on standard error, wherever the result goes; null where the input ends instead.</summary>
    public async Task<string?> AskForTextAsync(string question, CancellationToken cancellationToken)
    {
        error.Write($"{question} ");
        try
        {
            // Reading a line cannot be cancelled; the process ends without it.
            var answer = await Task.Run(ReadAnswer!, CancellationToken.None).WaitAsync(cancellationToken);
            if (answer is null)
            {
                error.WriteLine();
            }

            return answer;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine();
            throw;
        }
    }

    public void WriteJson<T>(T result, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(result, type));

    /// <summary>Writes text as it is, for results that are files or pasted elsewhere.</summary>
    public void WriteText(string text) => output.Write(text);

    /// <summary>Writes a message to standard error, not wrapped, and made harmless: parts of it may come from anywhere.</summary>
    public void WriteMessage(string message) => error.WriteLine(PlainText.SanitizeLines(message));

    private static StandardStream OpenStandardOutput() =>
        new(System.Console.OpenStandardOutput(), fault => throw new StandardOutputException(fault));

    // A message that cannot be written can be said nowhere else; what was done is done, and the exit code tells it.
    private static StandardStream OpenStandardError() => new(System.Console.OpenStandardError(), _ => { });

    private static TextWriter CreateWriter(Stream stream) =>
        TextWriter.Synchronized(new StreamWriter(stream, Utf8) { AutoFlush = true });

    // Console.In edits lines by itself; a Ctrl-D typed before it took the terminal over is lost, and the question waits for ever.
    private static TextReader OpenAnswers() => OperatingSystem.IsWindows()
        ? System.Console.In
        : new StreamReader(new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0));

    private static IAnsiConsole CreateConsole(TextWriter writer, bool isTerminal, Func<string, string?> getVariable)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!isTerminal)
        {
            // A pipe has no width; its readers want whole lines, unless COLUMNS says how wide.
            console.Profile.Width = int.TryParse(getVariable("COLUMNS"), out var columns) && columns > 0 ? columns : WidthOfPipes;
        }

        return console;
    }
}
