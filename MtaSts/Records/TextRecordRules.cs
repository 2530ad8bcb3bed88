using static MtaSts.Severity;

namespace MtaSts.Records;

/// <summary>All that can be found in the TXT records <c>_mta-sts</c> (RFC 8461 §3.1) and <c>_smtp._tls</c> (RFC 8460 §3).</summary>
public static class TextRecordRules
{
    private const string MtaSts = "RFC 8461 §3.1";
    private const string TlsRpt = "RFC 8460 §3";

    internal static FindingRule StsNoRecord { get; } = new("MTASTS201", Error, MtaSts, "Publish 'v=STSv1; id=…;' at _mta-sts; the record begins with exactly 'v=STSv1;'.");

    internal static FindingRule StsSeveralRecords { get; } = new("MTASTS202", Error, MtaSts, "Remove all but one: with several, senders see none.");

    internal static FindingRule StsMalformed { get; } = new("MTASTS203", Error, MtaSts, "Write 'v=STSv1; id=…;': fields 'name=value' in printable ASCII, with a ';' between them.");

    internal static FindingRule StsIdMissing { get; } = new("MTASTS204", Error, MtaSts, "Add 'id=' and the id of the policy.");

    internal static FindingRule StsIdMalformed { get; } = new("MTASTS205", Error, MtaSts, "Write 1 to 32 letters and digits.");

    internal static FindingRule StsStrangerBeside { get; } = new("MTASTS251", Warning, MtaSts, "Remove the other record: two senders give up when the name holds anything else.");

    internal static FindingRule StsFieldUnknown { get; } = new("MTASTS252", Warning, MtaSts, "Remove the field unless you mean it: senders ignore it.");

    internal static FindingRule StsIdRepeated { get; } = new("MTASTS253", Warning, MtaSts, "Keep one id: senders differ in which of several they take.");

    internal static FindingRule RptNoRecord { get; } = new("MTASTS301", Error, TlsRpt, "Publish 'v=TLSRPTv1; rua=mailto:…' at _smtp._tls; the record begins with exactly 'v=TLSRPTv1;'.");

    internal static FindingRule RptSeveralRecords { get; } = new("MTASTS302", Error, TlsRpt, "Remove all but one: with several, senders see none.");

    internal static FindingRule RptMalformed { get; } = new("MTASTS303", Error, TlsRpt, "Write 'v=TLSRPTv1; rua=…': fields 'name=value' in printable ASCII, with a ';' between them.");

    internal static FindingRule RptRuaMissing { get; } = new("MTASTS304", Error, TlsRpt, "Add 'rua=' and where reports go, such as 'mailto:tls@example.com'.");

    internal static FindingRule RptUriMalformed { get; } = new("MTASTS305", Error, TlsRpt, "Write URIs with ',' between them, and inside them ',' as %2C, '!' as %21, ';' as %3B.");

    internal static FindingRule RptStrangerBeside { get; } = new("MTASTS351", Warning, TlsRpt, "Remove the other record: the name is for this one only.");

    internal static FindingRule RptFieldUnknown { get; } = new("MTASTS352", Warning, TlsRpt, "Remove the field unless you mean it: senders ignore it.");

    internal static FindingRule RptRuaRepeated { get; } = new("MTASTS353", Warning, TlsRpt, "Write one 'rua=' with ',' between the URIs.");

    internal static FindingRule RptSchemeUnknown { get; } = new("MTASTS354", Warning, TlsRpt, "Write a mailto: or https: URI: senders report to no other.");

    /// <summary>Every rule, in the order of the codes.</summary>
    public static IReadOnlyList<FindingRule> All { get; } =
    [
        StsNoRecord, StsSeveralRecords, StsMalformed, StsIdMissing, StsIdMalformed, StsStrangerBeside, StsFieldUnknown, StsIdRepeated,
        RptNoRecord, RptSeveralRecords, RptMalformed, RptRuaMissing, RptUriMalformed, RptStrangerBeside, RptFieldUnknown, RptRuaRepeated,
        RptSchemeUnknown,
    ];
}
