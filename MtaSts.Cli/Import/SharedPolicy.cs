using MtaSts.Cli.Console;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>One policy that several domains have.</summary>
internal static class SharedPolicy
{
    /// <summary>Reads a policy file.</summary>
    public static async Task<ImportInput> ReadAsync(
        string path, ImportInput domains, CliConsole console, CancellationToken cancellationToken)
    {
        var input = new ImportInput();
        if (await PolicyFile.ReadAsync(path, input.Faults, console, cancellationToken) is { } policy)
        {
            AddTo(input, domains, PolicyColumns.From(policy));
        }

        return input;
    }

    public static void AddTo(ImportInput input, ImportInput domains, PolicyColumns policy)
    {
        foreach (var row in domains.Rows.Values)
        {
            input.Add(row with { Columns = policy, TakesMxFromDns = false });
        }

        input.AddRemarks(domains, "all of its domains get the one policy");
    }
}
