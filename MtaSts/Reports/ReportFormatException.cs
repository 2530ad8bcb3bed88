namespace MtaSts.Reports;

/// <summary>Something is no TLS report, or not one that can be read; the message says why, as a clause.</summary>
public sealed class ReportFormatException(string message) : Exception(message);
