namespace MtaSts.Reports;

/// <summary>What is read of something that anybody may have sent.</summary>
internal static class ReportLimits
{
    /// <summary>Bytes of a mail, and of a file.</summary>
    public const int Mail = 15_000_000;

    /// <summary>Bytes of a report, inflated.</summary>
    public const int Inflated = 20 * 1024 * 1024;

    /// <summary>Bytes of a file and of all that is in it, inflated.</summary>
    public const int Together = 60 * 1024 * 1024;

    /// <summary>Parts of a mail, or files in an archive.</summary>
    public const int Entries = 50;

    /// <summary>Containers in containers: a gzip in a zip in a mail.</summary>
    public const int Nesting = 4;

    /// <summary>Objects and lists in objects and lists of JSON.</summary>
    public const int Depth = 16;

    public const int Policies = 1_000;
    public const int Lines = 200;
    public const int Remarks = 10;

    /// <summary>Of all policies of a report together. A thousand of them as large senders have them are half as long.</summary>
    public const int PolicyCharacters = 256 * 1024;

    /// <summary>Failures of a report that are kept with kind, host and address.</summary>
    public const int Failures = 200;

    /// <summary>Those beyond that are kept with kind and host.</summary>
    public const int FailuresWithoutAddress = 50;

    /// <summary>Sessions of a policy in a report, so that no total overflows.</summary>
    public const long Sessions = 1_000_000_000;
}
