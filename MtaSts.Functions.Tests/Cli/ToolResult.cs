namespace MtaSts.Functions.Tests.Cli;

internal sealed partial record ToolResult(int ExitCode, string Output, string Errors)
{
    public (int ExitCode, string Errors) Ending => (ExitCode, Errors);
    public (int ExitCode, string FirstError) Refusal => (ExitCode, Errors.Split('\n')[0]);

    /// <summary>The same without what comes next, which <see cref="NextLineTests"/> are about.</summary>
    public ToolResult WithoutNext => this with { Errors = NextLine().Replace(Errors, "") };

    /// <summary>The output, read; it is no part of <see cref="ToString"/>, as not every output is JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public void AssertOutputContains(int exitCode, string part)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.Contains(part, Output, Ordinal);
    }

    public void AssertErrorsStartWith(int exitCode, string start)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.StartsWith(start, Errors, Ordinal);
    }

    [GeneratedRegex(@"Next: mta-sts publish [^\n]+\n")]
    private static partial Regex NextLine();

    public override string ToString() => $"{ExitCode}\n{Output}{Errors}";
}

internal static class ToolResultExtensions
{
    public static void AssertEndsWith(this (int ExitCode, string Screen) session, int exitCode, string end)
    {
        Assert.Equal(exitCode, session.ExitCode);
        Assert.EndsWith(end, session.Screen, Ordinal);
    }

    /// <summary>The text of a member; null where there is no such member.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>The text of a member of each element of an array.</summary>
    public static IEnumerable<string?> Texts(this JsonElement array, string name) =>
        array.EnumerateArray().Select(element => element.Text(name));

    public static IEnumerable<string> Names(this JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
