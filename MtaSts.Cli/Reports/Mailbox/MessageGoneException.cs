using System.Text;
using Azure;

namespace MtaSts.Cli.Reports.Mailbox;

/// <summary>Somebody deleted the message while the mailbox was read.</summary>
internal sealed class MessageGoneException : Exception
{
    /// <summary>Whether that is what Graph says; a mailbox that is not there is another thing.</summary>
    public static bool Is(Response response, ReadOnlyMemory<byte> body) =>
        response.Status == 404 && Encoding.UTF8.GetString(body.Span).Contains("\"ErrorItemNotFound\"", StringComparison.Ordinal);
}
