using static MtaSts.Severity;

namespace MtaSts.Records;

/// <summary>The findings in the TXT records <c>_mta-sts</c> (RFC 8461 §3.1) and <c>_smtp._tls</c> (RFC 8460 §3).</summary>
internal static class TextRecordRules
{
    private const string MtaSts = "RFC 8461 §3.1";
    private const string TlsRpt = "RFC 8460 §3";

    internal static FindingRule StsNoRecord { get; } =
        new("MTASTS201", Error, MtaSts, "Publish 'v=STSv1; id=…;' at _mta-sts. The record must begin with exactly 'v=STSv1;'.");

    internal static FindingRule StsSeveralRecords { get; } =
        new("MTASTS202", Error, MtaSts, "Remove all but one. With more than one, senders ignore them all.");

    internal static FindingRule StsMalformed { get; } =
        new("MTASTS203", Error, MtaSts, "Write 'v=STSv1; id=…;': fields 'name=value' in printable ASCII, separated by ';'.");

    internal static FindingRule StsIdMissing { get; } =
        new("MTASTS204", Error, MtaSts, "Add 'id=' and the id of the policy.");

    internal static FindingRule StsIdMalformed { get; } =
        new("MTASTS205", Error, MtaSts, "Use 1 to 32 letters and digits.");

    internal static FindingRule StsStrangerBeside { get; } =
        new("MTASTS251", Warning, MtaSts, "Remove the other record. Two senders give up when the name has any other TXT record.");

    internal static FindingRule StsFieldUnknown { get; } =
        new("MTASTS252", Warning, MtaSts, "Remove the field unless you need it. Senders ignore it.");

    internal static FindingRule StsIdRepeated { get; } =
        new("MTASTS253", Warning, MtaSts, "Keep one id. Senders differ in which one they use.");

    internal static FindingRule RptNoRecord { get; } =
        new("MTASTS301", Error, TlsRpt,
            "Publish 'v=TLSRPTv1; rua=mailto:…' at _smtp._tls. The record must begin with exactly 'v=TLSRPTv1;'.");

    internal static FindingRule RptSeveralRecords { get; } =
        new("MTASTS302", Error, TlsRpt, "Remove all but one. With more than one, senders ignore them all.");

    internal static FindingRule RptMalformed { get; } =
        new("MTASTS303", Error, TlsRpt, "Write 'v=TLSRPTv1; rua=…': fields 'name=value' in printable ASCII, separated by ';'.");

    internal static FindingRule RptRuaMissing { get; } =
        new("MTASTS304", Error, TlsRpt, "Add 'rua=' and the address for reports, such as 'mailto:tls@example.com'.");

    internal static FindingRule RptUriMalformed { get; } =
        new("MTASTS305", Error, TlsRpt, "Separate URIs with ','. Inside a URI, write ',' as %2C, '!' as %21 and ';' as %3B.");

    internal static FindingRule RptStrangerBeside { get; } =
        new("MTASTS351", Warning, TlsRpt, "Remove the other record. Only the TLS reporting record belongs at this name.");

    internal static FindingRule RptFieldUnknown { get; } =
        new("MTASTS352", Warning, TlsRpt, "Remove the field unless you need it. Senders ignore it.");

    internal static FindingRule RptRuaRepeated { get; } =
        new("MTASTS353", Warning, TlsRpt, "Use a single 'rua=' with its URIs separated by ','.");

    internal static FindingRule RptSchemeUnknown { get; } =
        new("MTASTS354", Warning, TlsRpt, "Use a mailto: or https: URI. Senders do not report to any other.");

    public static IReadOnlyList<FindingRule> All { get; } =
    [
        StsNoRecord, StsSeveralRecords, StsMalformed, StsIdMissing, StsIdMalformed, StsStrangerBeside, StsFieldUnknown, StsIdRepeated,
        RptNoRecord, RptSeveralRecords, RptMalformed, RptRuaMissing, RptUriMalformed, RptStrangerBeside, RptFieldUnknown, RptRuaRepeated,
        RptSchemeUnknown,
    ];
}
