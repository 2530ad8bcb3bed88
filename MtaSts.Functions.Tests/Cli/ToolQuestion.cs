namespace MtaSts.Functions.Tests.Cli;

/// <summary>The tool in this process, where it asks and a person answers; at a real terminal it is <see cref="TerminalSession"/>.</summary>
internal sealed class ToolQuestion : IDisposable
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly Task<int> exitCode;

    private ToolQuestion(string[] arguments, bool isResultElsewhere, (string Name, string Value)[] environment)
    {
        var console = Tool.CreateConsole(isResultElsewhere ? output : errors, errors, environment, readAnswer: ReadAnswer);
        exitCode = Tool.RunAsync(arguments, console, environment);
    }

    public static async Task<ToolQuestion> AskAsync(
        string[] arguments, bool isResultElsewhere = false, params (string Name, string Value)[] environment)
    {
        var question = new ToolQuestion(arguments, isResultElsewhere, environment);
        await Task.WhenAny(question.asked.Task, question.exitCode);
        Assert.True(question.asked.Task.IsCompleted, $"It ended without a question: {question.errors}");
        return question;
    }

    /// <summary>What went to the file.</summary>
    public string Result => output.ToString();

    /// <summary>Answers with a line, and waits for the end; the screen shows both outputs, and the answer.</summary>
    public async Task<(int ExitCode, string Screen)> AnswerAsync(string line)
    {
        answer.SetResult(line);
        return (await exitCode, errors.ToString());
    }

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
    }

    private string? ReadAnswer()
    {
        asked.SetResult();
        var line = answer.Task.GetAwaiter().GetResult();
        errors.WriteLine(line);
        return line;
    }
}
