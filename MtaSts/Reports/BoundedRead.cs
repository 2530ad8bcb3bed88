namespace MtaSts.Reports;

internal static class BoundedRead
{
    private const int StepLength = 16 * 1024;

    /// <summary>
    /// Reads a stream that may go on for ever, twice: to know first how long it is takes less memory than a buffer that grows, and none for
    /// what is too long.
    /// </summary>
    /// <exception cref="ReportFormatException">There is more, or more than the budget has.</exception>
    public static byte[] ToEnd(Func<Stream> open, int maximumLength, ReadBudget budget)
    {
        var content = new byte[Measure(open, maximumLength, budget)];
        using var stream = open();
        stream.ReadExactly(content);
        return content;
    }

    private static int Measure(Func<Stream> open, int maximumLength, ReadBudget budget)
    {
        using var stream = open();
        var step = new byte[StepLength];
        var length = 0;
        for (int read; (read = stream.Read(step)) > 0;)
        {
            budget.TakeBytes(read);
            length += read;
            if (length > maximumLength)
            {
                throw new ReportFormatException($"it inflates to more than {maximumLength / (1024 * 1024)} MiB");
            }
        }

        return length;
    }
}
