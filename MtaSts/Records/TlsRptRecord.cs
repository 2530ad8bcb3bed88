using System.Collections.Immutable;

namespace MtaSts.Records;

/// <summary>The TXT record <c>_smtp._tls.&lt;domain&gt;</c> (RFC 8460 §3): where senders report TLS failures.</summary>
public sealed record TlsRptRecord
{
    /// <summary>What a record begins with (RFC 8460 §3).</summary>
    public const string Version = "v=TLSRPTv1";

    private static readonly TextRecordSyntax Syntax = new(
        Version,
        TextRecordRules.RptMalformed,
        TextRecordRules.RptNoRecord,
        TextRecordRules.RptSeveralRecords,
        TextRecordRules.RptStrangerBeside);

    /// <summary>Creates a record; ',', '!' and ';' in the URIs are percent-encoded here.</summary>
    /// <exception cref="ArgumentException">There is no URI, or one is not a mailto: or https: URI.</exception>
    public TlsRptRecord(IEnumerable<string> rua)
        : this([.. rua.Select(ReportUri.Encode)])
    {
        if (Rua.IsEmpty || Rua.Any(uri => ReportUri.FindFaultInRecord(uri) is not null))
        {
            throw new ArgumentException("There must be at least one URI, and each must be a mailto: or https: URI.", nameof(rua));
        }
    }

    private TlsRptRecord(ImmutableArray<string> rua) => Rua = rua;

    /// <summary>The absolute URIs for reports, as written in the record.</summary>
    public ImmutableArray<string> Rua { get; }

    /// <summary>Parses one record, its character-strings already joined.</summary>
    public static ParseResult<TlsRptRecord> Parse(string record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Syntax.Explain(record, Parse(record, new FindingList()), Parse);
    }

    /// <summary>Picks and parses the record as a sender does, among all TXT records of the name, each as its character-strings.</summary>
    public static ParseResult<TlsRptRecord> Choose(IEnumerable<IEnumerable<string>> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Syntax.Choose(records, Parse);
    }

    /// <inheritdoc/>
    public bool Equals(TlsRptRecord? other) => other is not null && Rua.SequenceEqual(other.Rua, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The record to publish.</summary>
    public override string ToString() => $"{Version}; rua={string.Join(',', Rua)}";

    private static ParseResult<TlsRptRecord> Parse(string record, FindingList findings)
    {
        ImmutableArray<string>? rua = null;
        TextRecordField? near = null;
        foreach (var field in Syntax.Split(record, findings))
        {
            if (near is null && NearWord.Find(field.Name, ["rua"]) is not null && field.Name != "rua")
            {
                near = field;
            }
            else if (field.Name != "rua")
            {
                CheckExtension(field, findings);
            }
            else if (rua is not null)
            {
                findings.Add(TextRecordRules.RptRuaRepeated, 1, field.Column, "The rua is repeated; only the first one counts.");
            }
            else
            {
                rua = ReadUris(field, findings);
            }
        }

        if (rua is not null && near is { } misnamed)
        {
            CheckExtension(misnamed, findings);
        }
        else if (rua is null && !findings.HasErrors)
        {
            findings.Add(TextRecordField.DescribeMissing(near, TextRecordRules.RptRuaMissing, "rua"));
        }

        return findings.Conclude(() => new TlsRptRecord(rua!.Value));
    }

    private static void CheckExtension(TextRecordField field, FindingList findings)
    {
        if (field.Value.AsSpan().ContainsAnyExceptInRange('!', '~') || field.Value.Contains('='))
        {
            findings.Add(
                TextRecordRules.RptMalformed, 1, field.Column, $"The field '{field.Name}' contains a character that is not allowed.");
        }
        else
        {
            findings.Add(TextRecordRules.RptFieldUnknown, 1, field.Column, field.DescribeUnknown("RFC 8460", "rua"));
        }
    }

    /// <summary>tlsrpt-rua = %s"rua=" tlsrpt-uri *(*WSP "," *WSP tlsrpt-uri)</summary>
    private static ImmutableArray<string> ReadUris(TextRecordField field, FindingList findings)
    {
        var uris = ImmutableArray.CreateBuilder<string>();
        foreach (var part in field.Value.Split(','))
        {
            var uri = part.Trim(' ', '\t');
            if (uris.Count == 0 && part.Length > uri.Length && part[0] is ' ' or '\t')
            {
                findings.Add(TextRecordRules.RptUriMalformed, 1, field.Column, "There is white space between 'rua=' and URI number 1.");
            }
            else if (ReportUri.FindFaultInRecord(uri) is { } fault)
            {
                var rule = fault.IsUri ? TextRecordRules.RptSchemeUnknown : TextRecordRules.RptUriMalformed;
                findings.Add((rule with { Advice = fault.Advice }).At(
                    1, field.Column, $"URI number {uris.Count + 1}, {PlainText.Quote(uri)}, {fault.Clause}."));
            }

            uris.Add(uri);
        }

        return uris.ToImmutable();
    }
}
