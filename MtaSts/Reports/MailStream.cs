namespace MtaSts.Reports;

/// <summary>The bytes of a mail, of which no more are read than its reader has said.</summary>
internal sealed class MailStream(byte[] mail) : MemoryStream(mail, writable: false)
{
    /// <summary>Up to where it may be read at present, but for one buffer.</summary>
    public long Limit { get; set; } = long.MaxValue;

    /// <exception cref="ReportFormatException">It was read up to there, which is a header that is too long.</exception>
    public override int Read(byte[] buffer, int offset, int count) =>
        Position <= Limit ? base.Read(buffer, offset, count) : throw new ReportFormatException(ReportMailReader.TooMuchHeader);
}
