using System.Collections.ObjectModel;

namespace MtaSts.Cli.Import;

internal sealed class ImportFaults : Collection<ImportFault>
{
    private const int Capacity = 100;

    public int Total { get; private set; }

    /// <summary>Adds a fault of a line; 0 for the file as a whole.</summary>
    public void Add(FindingRule rule, string file, int line, string message) => Add(new ImportFault(file, rule.At(line, 0, message)));

    protected override void InsertItem(int index, ImportFault item)
    {
        Total++;
        if (Count < Capacity)
        {
            base.InsertItem(Count, item);
        }
    }
}

/// <summary>Why nothing is imported; the finding's line is one of the file.</summary>
internal sealed record ImportFault(string File, Finding Finding)
{
    public override string ToString() => $"{File}: {Finding}";
}
