using System.Collections.ObjectModel;

namespace MtaSts.Cli.Import;

/// <summary>The faults of all that is to be imported: the first ones, and how many there are.</summary>
internal sealed class ImportFaults : Collection<ImportFault>
{
    private const int Capacity = 100;

    /// <summary>How many there are, including those that are not listed.</summary>
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
