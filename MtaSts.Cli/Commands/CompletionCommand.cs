using System.CommandLine;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Commands;

/// <summary><c>completion</c>: prints what a shell needs to ask the tool how a line may go on.</summary>
internal sealed class CompletionCommand : ToolCommand
{
    private static readonly string[] Shells = ["powershell", "bash", "zsh"];

    private readonly Argument<string> shell = new("SHELL")
    {
        Description = "What it is for; docs/install.md says where to put it",
        HelpName = string.Join('|', Shells),
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!Shells.Contains(text))
            {
                result.AddError($"'{text}' is not a shell that mta-sts completes commands for. Use {Words.Or(Shells)}.");
            }

            return text;
        },
    };

    public CompletionCommand()
        : base("completion", "Prints a script with which Tab completes commands and domains.", "mta-sts completion bash") =>
        Arguments.Add(shell);

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        var name = $"completion.{arguments.GetRequiredValue(shell)}";
        using var script = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream(name)!);
        console.WriteText((await script.ReadToEndAsync(cancellationToken)).ReplaceLineEndings("\n"));
        return ExitCode.Done;
    }
}
