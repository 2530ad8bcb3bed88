namespace MtaSts.Records;

/// <summary>
/// The TXT record <c>_mta-sts.&lt;domain&gt;</c> (RFC 8461 §3.1): says that the domain has a policy, and by its id, when
/// it changed.
/// </summary>
public sealed record MtaStsRecord
{
    private const string Version = "v=STSv1";
    private const int MaximumIdLength = 32;

    private static readonly TextRecordSyntax Syntax = new(
        Version,
        TextRecordRules.StsMalformed,
        TextRecordRules.StsNoRecord,
        TextRecordRules.StsSeveralRecords,
        TextRecordRules.StsStrangerBeside);

    /// <summary>Creates a record.</summary>
    /// <exception cref="ArgumentException">The id is not 1 to 32 ASCII letters and digits.</exception>
    public MtaStsRecord(string id)
    {
        if (!IsId(id))
        {
            throw new ArgumentException("The id must be 1 to 32 letters and digits.", nameof(id));
        }

        Id = id;
    }

    /// <summary>Identifies the current policy: 1 to 32 ASCII letters and digits, new whenever the policy changes.</summary>
    public string Id { get; }

    /// <summary>Parses one record, its character-strings already joined.</summary>
    public static ParseResult<MtaStsRecord> Parse(string record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Syntax.Explain(record, Parse(record, new FindingList()), Parse);
    }

    /// <summary>Whether a sender takes a text for such a record, well formed or not.</summary>
    public static bool IsMeant(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Syntax.IsOurs(text);
    }

    /// <summary>Picks and parses the record as a sender does, among all TXT records of the name, each as its character-strings.</summary>
    public static ParseResult<MtaStsRecord> Choose(IEnumerable<IEnumerable<string>> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Syntax.Choose(records, Parse);
    }

    /// <summary>The record to publish; no space before a ';', which some senders reject (erratum 6285).</summary>
    public override string ToString() => $"{Version}; id={Id};";

    private static ParseResult<MtaStsRecord> Parse(string record, FindingList findings)
    {
        string? id = null;
        TextRecordField? near = null;
        foreach (var field in Syntax.Split(record, findings))
        {
            if (field.Value.AsSpan().ContainsAnyExceptInRange('!', '~') || field.Value.Contains('='))
            {
                // sts-ext-value = 1*(%x21-3A / %x3C / %x3E-7E): printable, without ';' and '='.
                findings.Add(
                    TextRecordRules.StsMalformed, 1, field.Column, $"The field '{field.Name}' contains a character that is not allowed.");
            }
            else if (near is null && NearWord.Find(field.Name, ["id"]) is not null && field.Name != "id")
            {
                near = field;
            }
            else if (field.Name != "id")
            {
                findings.Add(TextRecordRules.StsFieldUnknown, 1, field.Column, field.DescribeUnknown("RFC 8461", "id"));
            }
            else if (id is not null)
            {
                findings.Add(TextRecordRules.StsIdRepeated, 1, field.Column, "The id is repeated.");
            }
            else
            {
                id = field.Value;
                if (!IsId(id))
                {
                    findings.Add(
                        TextRecordRules.StsIdMalformed,
                        1,
                        field.Column,
                        $"The id {PlainText.Quote(id)} is not 1 to 32 letters and digits.");
                }
            }
        }

        if (id is not null && near is { } misnamed)
        {
            findings.Add(TextRecordRules.StsFieldUnknown, 1, misnamed.Column, misnamed.DescribeUnknown("RFC 8461", "id"));
        }
        else if (id is null && !findings.HasErrors)
        {
            findings.Add(TextRecordField.DescribeMissing(near, TextRecordRules.StsIdMissing, "id"));
        }

        return findings.Conclude(() => new MtaStsRecord(id!));
    }

    private static bool IsId(string? id) => id is { Length: > 0 and <= MaximumIdLength } && id.All(char.IsAsciiLetterOrDigit);
}
