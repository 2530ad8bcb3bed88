namespace MtaSts.Cli.Reports.Mailbox;

/// <summary>The headers of a message, as far as Microsoft Graph has them: of one that was not received, it has none.</summary>
internal sealed record MessageHeaders(IReadOnlyList<(string Name, string Value)> All)
{
    private string? ContentType => All.FirstOrDefault(header => IsNamed(header.Name, "Content-Type")).Value?.Trim();

    /// <summary>Whether they are those of a report (RFC 8460 §5.3), or the message is one as a whole.</summary>
    public bool IsReport =>
        All.Any(header => IsNamed(header.Name, "TLS-Report-Domain") || IsNamed(header.Name, "TLS-Report-Submitter"))
        || (ContentType is { } type
            && (type.Contains("tlsrpt", StringComparison.OrdinalIgnoreCase) || ReportAttachment.IsReport(name: "", type)));

    /// <summary>Whether it may have parts, and so a report among them; not where the message says that it is a text and no more.</summary>
    public bool MayHaveParts => ContentType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) != true;

    private static bool IsNamed(string name, string wanted) => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}
