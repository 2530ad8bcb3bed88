using MtaSts.Checks.MailHosts;
using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>Judges what mail hosts answer to STARTTLS (RFC 8461 §4.2).</summary>
public static class SmtpCheck
{
    private const int HostsNamed = 5;

    /// <summary>The part <see cref="CheckArea.Smtp"/> of a check.</summary>
    /// <param name="answers">The mail hosts' answers, in the order in which to show them.</param>
    /// <param name="now">The time of the check.</param>
    public static CheckPart Judge(IReadOnlyList<SmtpProbeResult> answers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var draft = new CheckPartBuilder(CheckArea.Smtp);
        draft.AddAll(
            answers.Take(CheckPartBuilder.Capacity).SelectMany(answer => Observe(answer, now)), answers.SelectMany(answer => FindFaults(answer, now)));
        if (FindNotChecked(answers) is { } sentences)
        {
            draft.AddNotChecked(sentences);
        }

        return draft.ToPart();
    }

    private static IEnumerable<Observation> Observe(SmtpProbeResult answer, DateTimeOffset now)
    {
        if (answer.Tls is { } session)
        {
            var certificate = new CertificateCheck(CertificateRules.OfMailHost, answer.Host, now);
            yield return new Observation(
                PlainText.Cut(answer.Host),
                $"{CertificateCheck.GetName(session.Protocol)}, {PlainText.Cut(session.Issuer)}, {certificate.DaysLeft(session)}");
        }
    }

    private static IEnumerable<CheckFinding> FindFaults(SmtpProbeResult answer, DateTimeOffset now)
    {
        var certificate = new CertificateCheck(CertificateRules.OfMailHost, answer.Host, now);
        var fault = answer.Fault switch
        {
            SmtpFault.BadConversation => CheckRules.SmtpRefused.At(
                answer.Host, $"The mail host does not take mail: {PlainText.Quote(answer.FaultText ?? "")}."),
            SmtpFault.NoStartTls => CheckRules.NoStartTls.At(
                answer.Host, $"The mail host does not start TLS: {PlainText.Quote(answer.FaultText ?? "")}."),
            SmtpFault.NoTls => certificate.NoTls(answer.FaultText),
            _ => null,
        };
        if (fault is not null)
        {
            yield return fault;
        }

        if (answer.Tls is { } session)
        {
            var isRefused = answer.Fault == SmtpFault.BadCertificate;
            foreach (var finding in certificate.Judge(session, answer.SpeaksTls12, isRefused, answer.FaultText))
            {
                yield return finding;
            }
        }
    }

    // What could not be looked at is neither good nor bad: many networks close port 25, and some hosts keep strangers waiting.
    private static string? FindNotChecked(IReadOnlyList<SmtpProbeResult> answers)
    {
        if (answers.Count == 0)
        {
            return "There is no mail host.";
        }

        string?[] sentences =
        [
            Say(SmtpFault.NotReachable, "Port 25 of", "could not be reached from here."),
            Say(SmtpFault.TooSlow, "The conversation with", "did not come to an end in time."),
        ];
        var said = string.Join(' ', sentences.Where(sentence => sentence is not null));
        return said.Length == 0 ? null : said;

        string? Say(SmtpFault fault, string before, string after)
        {
            var hosts = answers.Where(answer => answer.Fault == fault).Select(answer => PlainText.Cut(answer.Host)).ToList();
            var more = hosts.Count > HostsNamed ? $" and {hosts.Count - HostsNamed} more" : "";
            return hosts.Count == 0 ? null : $"{before} {string.Join(", ", hosts.Take(HostsNamed))}{more} {after}";
        }
    }
}
