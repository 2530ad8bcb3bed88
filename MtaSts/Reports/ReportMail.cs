namespace MtaSts.Reports;

/// <summary>The parts of a mail that may be reports (RFC 8460 §5.3), wherever the sender put them.</summary>
/// <param name="Candidates">
/// The parts, each with a name for it, decoded, and with what is said of the domain by the mail that it is in: of a mail in a mail, by the
/// inner one first.
/// </param>
/// <param name="Fault">Why it was not read to its end, as a clause; null where it was.</param>
internal sealed record ReportMail(
    IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content, ReportHints Hints)> Candidates, string? Fault)
{
    // The name of a first field; none is nearly as long.
    private const int MaximumName = 200;

    /// <summary>Reads a mail; null where the content is not one.</summary>
    public static ReportMail? TryParse(ReadOnlyMemory<byte> content)
    {
        if (!BeginsWithField(content.Span))
        {
            return null;
        }

        var reader = new ReportMailReader(content.ToArray());
        var fault = reader.ReadToEnd();
        return reader.IsMail ? new ReportMail(reader.Candidates, fault) : null;
    }

    // RFC 5322 §2.2. Any other text can cost MimeKit time without limit before it is known to be no mail.
    private static bool BeginsWithField(ReadOnlySpan<byte> content)
    {
        var text = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        var length = text[..Math.Min(text.Length, MaximumName)].IndexOf((byte)':');
        var name = length > 0 ? text[..length].TrimEnd(" \t"u8) : [];
        return !name.IsEmpty && !name.ContainsAnyExceptInRange((byte)'!', (byte)'~');
    }
}
