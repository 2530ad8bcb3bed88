using MtaSts.Functions.Tests.Pipelines;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What <c>mta-sts completion</c> prints, in the shells that it is for.</summary>
public sealed class CompletionScriptTests : TestsWithFolder
{
    private const string Policy = "version: STSv1\nmode: testing\nmx: mail.contoso.com\nmax_age: 604800\n";

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program in the place of mta-sts is a shell script.");
        await base.InitializeAsync();
        Write("policies/contoso.com.txt", Policy);
        Write("policies/fabrikam.com.txt", Policy);
        Write("programs/mta-sts", $"#!/bin/sh\nexec dotnet exec '{Tool.Path}' \"$@\"\n");
        ScriptFile.MakeExecutable(InFolder("programs/mta-sts"));
        foreach (var shell in (string[])["bash", "zsh", "powershell"])
        {
            Write($"completion.{shell}", (await Tool.RunAsync("completion", shell)).Output);
        }
    }

    [Theory]
    [InlineData("mta-sts li", "lint list")]
    [InlineData("mta-sts list --mode ", "enforce none testing")]
    [InlineData("mta-sts show ", "contoso.com fabrikam.com")]
    [InlineData("mta-sts   check contoso.com f", "fabrikam.com")]
    [InlineData("programs/mta-sts show c", "contoso.com")]
    public async Task Bash_asks_the_tool(string line, string answers) => Assert.Equal(
        answers,
        await RunAsync(
            "bash",
            "--norc",
            "-c",
            $$"""
            source completion.bash
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=({{line}}) COMP_CWORD=1
            _mta_sts
            printf '%s' "${COMPREPLY[*]}"
            """));

    [Fact]
    public async Task Bash_at_a_terminal_completes_what_is_typed()
    {
        using var session = ToolProcess.StartProgram(
            "script",
            ["-qec", "bash --norc --noprofile", "/dev/null"],
            [("SHELL", "/bin/sh"), ("TERM", "dumb"), ("PS1", "$ "), .. Environment],
            Folder);
        await session.StandardInput.WriteAsync("source completion.bash\nmta-sts sh\tf\t--output json\nexit\n");

        var screen = await session.StandardOutput.ReadToEndAsync(Token);

        Assert.Contains("mta-sts show fabrikam.com --output json", screen, Ordinal);
        Assert.Contains("\"domain\": \"fabrikam.com\"", screen, Ordinal);
    }

    [Theory]
    [InlineData("mta-sts li", "lint list")]
    [InlineData("mta-sts list --mode ", "enforce none testing")]
    [InlineData("mta-sts show ", "contoso.com fabrikam.com")]
    [InlineData("Get-Date; mta-sts   check contoso.com f", "fabrikam.com")]
    [InlineData("mta-sts list --by", "--by-customer")]
    public async Task PowerShell_asks_the_tool(string line, string answers)
    {
        await ScriptSandbox.RestoreToolsAsync();

        Assert.Equal(
            $"{answers}\n",
            await RunAsync(
                "dotnet",
                "pwsh",
                "-NoProfile",
                "-NonInteractive",
                "-Command",
                $"""
                Get-Content '{InFolder("completion.powershell")}' | Out-String | Invoke-Expression
                (TabExpansion2 '{line}' {line.Length}).CompletionMatches.CompletionText -join ' '
                """));
    }

    [Theory]
    [InlineData("mta-sts li", "lint list")]
    [InlineData("mta-sts list --mode ", "enforce none testing")]
    [InlineData("mta-sts show ", "contoso.com fabrikam.com")]
    [InlineData("mta-sts check contoso.com f", "fabrikam.com")]
    [InlineData("mta-sts lint ", "(files)")]
    public async Task Zsh_asks_the_tool(string line, string answers)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zsh") || File.Exists("/bin/zsh"), "zsh is not installed.");
        var words = line.Split(' ');

        Assert.Equal(
            answers,
            await RunAsync(
                "zsh",
                "-f",
                "-c",
                $$"""
                compdef() { }
                _files() { printf '(files)' }
                compadd() { printf '%s' "$answers" }
                source completion.zsh
                words=({{string.Join(' ', words.Select(word => $"'{word}'"))}}) CURRENT={{words.Length}} PREFIX='{{words[^1]}}'
                _mta_sts
                """));
    }

    [Fact]
    public async Task Another_shell_is_refused() => Assert.Equal(
        new ToolResult(
            1,
            "",
            "'fish' is not a shell that mta-sts completes commands for. Use powershell, bash or zsh.\n"
            + "Run 'mta-sts completion --help' for usage.\n"),
        await Tool.RunAsync("completion", "fish"));

    private (string Name, string Value)[] Environment =>
    [
        ("PATH", $"{InFolder("programs")}:{System.Environment.GetEnvironmentVariable("PATH")}"),
        ("MtaSts__PolicyDirectory", InFolder("policies")),
    ];

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        // The tools of the checkout are found there only.
        var folder = program == "dotnet" ? RootCommand.FindRoot() : Folder;
        using var process = ToolProcess.StartProgram(program, arguments, Environment, folder);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.Equal("", errors);
        return await output;
    }
}
