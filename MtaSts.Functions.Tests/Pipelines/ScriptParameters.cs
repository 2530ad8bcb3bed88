namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The parameters of a PowerShell script of <c>eng</c>.</summary>
internal sealed partial record ScriptParameters(IReadOnlyList<string> All, IReadOnlyList<string> Mandatory)
{
    public static ScriptParameters Read(string script)
    {
        var names = Declaration().Matches(Block().Match(PipelineText.Read(script)).Value).ToList();
        return new(
            [.. names.Select(match => match.Groups["name"].Value)],
            [.. names.Where(match => match.Groups["mandatory"].Success).Select(match => match.Groups["name"].Value)]);
    }

    /// <summary>The arguments of a call are parameters of the script, and none that it needs is missing.</summary>
    public void AssertTakes(string arguments)
    {
        var given = Argument().Matches(arguments).Select(match => match.Groups[1].Value).ToList();
        Assert.Subset(All.ToHashSet(), given.ToHashSet());
        Assert.Superset(Mandatory.ToHashSet(), given.ToHashSet());
    }

    [GeneratedRegex(@"(?ms)^param\(.*?^\)")] private static partial Regex Block();

    [GeneratedRegex(@"(?m)(?<mandatory>\[Parameter\(Mandatory\)\][^$]*)?(?<=\[\w+\] )\$(?<name>\w+)(?=[, \n])")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w-])-(\w+)")] private static partial Regex Argument();
}
