using System.Buffers;
using System.Collections.Immutable;

namespace MtaSts.Records;

/// <summary>The TXT record <c>_smtp._tls.&lt;domain&gt;</c> (RFC 8460 §3): where senders report how TLS went.</summary>
public sealed record TlsRptRecord
{
    private const string Version = "v=TLSRPTv1";

    private static readonly TextRecordSyntax Syntax = new(
        Version,
        TextRecordRules.RptMalformed,
        TextRecordRules.RptNoRecord,
        TextRecordRules.RptSeveralRecords,
        TextRecordRules.RptStrangerBeside);

    // All that stands in a URI (RFC 3986 §2) but ',', '!' and ';', which a record has percent-encoded (RFC 8460 §3).
    private static readonly SearchValues<char> UriCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@$&'()*+=%");

    /// <summary>A record that asks for reports at these URIs; ',', '!' and ';' in them are percent-encoded here.</summary>
    /// <exception cref="ArgumentException">There is no URI, or one is no mailto: or https: URI.</exception>
    public TlsRptRecord(IEnumerable<string> rua)
        : this([.. rua.Select(Encode)])
    {
        if (Rua.IsEmpty || Rua.FirstOrDefault(uri => !IsUri(uri) || !IsReportable(uri)) is not null)
        {
            throw new ArgumentException("Reports go to at least one mailto: or https: URI.", nameof(rua));
        }
    }

    private TlsRptRecord(ImmutableArray<string> rua) => Rua = rua;

    /// <summary>Where reports go: absolute URIs, as they stand in the record.</summary>
    public ImmutableArray<string> Rua { get; }

    /// <summary>Reads one record, its character-strings already joined.</summary>
    public static ParseResult<TlsRptRecord> Parse(string record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Parse(record, new FindingList());
    }

    /// <summary>Reads what a sender sees at a name: all its TXT records, each as its character-strings.</summary>
    public static ParseResult<TlsRptRecord> Choose(IEnumerable<IEnumerable<string>> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var findings = new FindingList();
        return Syntax.Choose(records, findings) is { } record
            ? Parse(record, findings)
            : new ParseResult<TlsRptRecord>(null, findings.ToArray());
    }

    /// <inheritdoc/>
    public bool Equals(TlsRptRecord? other) => other is not null && Rua.SequenceEqual(other.Rua, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The record as it is published.</summary>
    public override string ToString() => $"{Version}; rua={string.Join(',', Rua)}";

    private static ParseResult<TlsRptRecord> Parse(string record, FindingList findings)
    {
        ImmutableArray<string>? rua = null;
        foreach (var field in Syntax.Split(record, findings))
        {
            if (field.Name != "rua")
            {
                CheckExtension(field, findings);
            }
            else if (rua is not null)
            {
                findings.Add(TextRecordRules.RptRuaRepeated, 1, field.Column, "The rua stands here again; the first one counts.");
            }
            else
            {
                rua = ReadUris(field, findings);
            }
        }

        if (rua is null && !findings.HasErrors)
        {
            findings.Add(TextRecordRules.RptRuaMissing, 0, 0, "There is no rua.");
        }

        return findings.Conclude(() => new TlsRptRecord(rua!.Value));
    }

    private static void CheckExtension(TextRecordField field, FindingList findings)
    {
        if (field.Value.AsSpan().ContainsAnyExceptInRange('!', '~') || field.Value.Contains('='))
        {
            findings.Add(TextRecordRules.RptMalformed, 1, field.Column, $"The field '{field.Name}' has a character that is not allowed.");
        }
        else
        {
            findings.Add(TextRecordRules.RptFieldUnknown, 1, field.Column, $"The field '{field.Name}' is none of the standard's.");
        }
    }

    /// <summary>tlsrpt-rua = %s"rua=" tlsrpt-uri *(*WSP "," *WSP tlsrpt-uri)</summary>
    private static ImmutableArray<string> ReadUris(TextRecordField field, FindingList findings)
    {
        var uris = ImmutableArray.CreateBuilder<string>();
        foreach (var part in field.Value.Split(','))
        {
            var uri = part.Trim(' ', '\t');
            if (!IsUri(uri))
            {
                findings.Add(TextRecordRules.RptUriMalformed, 1, field.Column, $"Number {uris.Count + 1} of the URIs is not one.");
            }
            else if (!IsReportable(uri))
            {
                findings.Add(TextRecordRules.RptSchemeUnknown, 1, field.Column, $"Number {uris.Count + 1} of the URIs is neither mailto: nor https:.");
            }

            uris.Add(uri);
        }

        return uris.ToImmutable();
    }

    // To .NET a mere path is an absolute URI too, of a file; in a record the scheme must be there.
    private static bool IsUri(string uri) =>
        !uri.AsSpan().ContainsAnyExcept(UriCharacters)
        && Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && uri.StartsWith($"{parsed.Scheme}:", StringComparison.OrdinalIgnoreCase);

    private static bool IsReportable(string uri) =>
        (uri.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && uri.Contains('@'))
        || uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string Encode(string uri) => uri
        .Replace(",", "%2C", StringComparison.Ordinal)
        .Replace("!", "%21", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal);
}
