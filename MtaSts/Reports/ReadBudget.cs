namespace MtaSts.Reports;

/// <summary>What is left of what may be read of one file, with all that is in it.</summary>
internal sealed class ReadBudget
{
    private long bytes = ReportLimits.Together;
    private int entries = ReportLimits.Entries;

    /// <summary>To be called before a part of a mail, or a file of an archive, is read.</summary>
    /// <exception cref="ReportFormatException">There were enough.</exception>
    public void TakeEntry()
    {
        if (--entries < 0)
        {
            throw new ReportFormatException($"only the first {ReportLimits.Entries} entries of a file are read");
        }
    }

    /// <summary>To be called for what is read, or inflated, also where it turns out to be too much.</summary>
    /// <exception cref="ReportFormatException">It is more than what is left; so is then all that comes after it.</exception>
    public void TakeBytes(int length)
    {
        bytes -= length;
        if (bytes < 0)
        {
            throw new ReportFormatException(
                $"it and what was read before it are more than {ReportLimits.Together / (1024 * 1024)} MiB together");
        }
    }
}
