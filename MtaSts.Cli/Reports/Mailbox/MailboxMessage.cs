using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MtaSts.Cli.Reports.Mailbox;

/// <summary>A message as the list of a mailbox has it.</summary>
/// <param name="Id">The immutable id, which stays when the message is moved.</param>
/// <param name="Preview">The beginning of its text.</param>
/// <param name="HasAttachments">What Exchange says; not of those that are shown inline.</param>
internal sealed record MailboxMessage(string Id, DateTimeOffset ReceivedAt, string Subject, string Preview, bool HasAttachments)
{
    /// <summary>Whether the list says that it is a report: by its subject (RFC 8460 §5.3), or by a text that begins as JSON.</summary>
    public bool IsReport => ReportAttachment.IsSubject(Subject) || Preview.AsSpan().TrimStart(" \t\r\n\uFEFF") is ['{', ..];

    /// <summary>The name of its file, which is the same in each run: when it came, and a digest of the id.</summary>
    public string FileName
    {
        get
        {
            // Ids differ in case alone, and file systems may not see that.
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Id)).AsSpan(0, 10));
            return string.Create(CultureInfo.InvariantCulture, $"{ReceivedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{digest}.eml");
        }
    }
}
