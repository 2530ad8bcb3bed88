namespace MtaSts.Reports;

/// <summary>What one entry of a mail, a file or an archive came to.</summary>
/// <param name="Source">Where it stood: the file, and what it is in it, such as <c>mail.eml: report.json.gz</c>.</param>
/// <param name="Report">The report; null where it could not be read.</param>
/// <param name="Fault">Why it could not be read, as a clause; null where it was.</param>
public sealed record ReadReport(string Source, TlsReport? Report, string? Fault);
