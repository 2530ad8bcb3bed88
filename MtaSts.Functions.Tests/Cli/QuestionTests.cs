using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What becomes of a change when somebody is asked about it.</summary>
public sealed class QuestionTests : TestsWithFolder
{
    private const string Policy = "version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 1209600\r\n";
    private const string Difference =
        "contoso.com:\n+ version: STSv1\n+ mode: testing\n+ mx: mail.contoso.com\n+ max_age: 1209600\n"
        + "Apply these changes? [y/N] ";

    private string Result => InFolder("result");
    private RowPolicyStore Store => new(new SqliteRowStore(Database, TimeProvider.System), TimeProvider.System);
    private string Database => InFolder("policies.db");
    private string[] Command => ["set", "contoso.com", "--mx", "mail.contoso.com", "--database", Database];

    public override async ValueTask InitializeAsync() => await Store.CreateAsync(Token);

    [Theory]
    [InlineData("y", 0, "Done.", Policy), InlineData("Y", 0, "Done.", Policy), InlineData("yes", 0, "Done.", Policy)]
    [InlineData("n", 2, "Nothing was changed.", null), InlineData("", 2, "Nothing was changed.", null)]
    [InlineData("yn", 2, "Nothing was changed.", null)]
    public async Task After_a_yes_what_was_shown_is_written_and_after_anything_else_nothing(
        string answer, int exitCode, string end, string? written)
    {
        using var session = await AskAsync();

        var (code, screen) = await session.AnswerAsync(answer);

        Assert.Equal(exitCode, code);
        Assert.Contains(Difference, screen, Ordinal);
        Assert.EndsWith($"\n{end}\n", new ToolResult(code, "", screen).WithoutNext.Errors, Ordinal);
        Assert.Equal(written, await ReadAsync());
    }

    [Fact]
    public async Task Interrupted_instead_of_answered_nothing_is_written()
    {
        using var session = await AskAsync();

        (await session.InterruptAsync()).AssertEndsWith(2, "\nCancelled.\n");
        Assert.Null(await ReadAsync());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Where_the_input_ends_instead_nothing_is_written(bool endsBeforeTheQuestion)
    {
        using var session = endsBeforeTheQuestion ? TerminalSession.Start(Command) : await AskAsync();

        (await session.EndInputAsync()).AssertEndsWith(2, $"{Difference}\nNothing was changed.\n");
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Who_is_asked_sees_the_difference_though_the_result_is_json_and_goes_elsewhere()
    {
        using var session = await AskAsync("--output", "json");

        var (exitCode, screen) = await session.AnswerAsync("y");

        Assert.Equal(0, exitCode);
        Assert.Contains(Difference, screen, Ordinal);
        var change = JsonDocument.Parse(await File.ReadAllTextAsync(Result, Token)).RootElement[0];
        Assert.Equal((true, Policy), (change.GetProperty("done").GetBoolean(), change.Text("after")));
        Assert.Equal(Policy, await ReadAsync());
    }

    private async Task<string?> ReadAsync() =>
        await Store.ReadAsync(DomainName.Parse("contoso.com"), Token) is { Policy: { } policy }
            ? System.Text.Encoding.ASCII.GetString(PolicyRenderer.Render(policy)) : null;

    private Task<TerminalSession> AskAsync(params string[] options) =>
        TerminalSession.AskAsync([.. Command, .. options], options.Length > 0 ? Result : null);
}
