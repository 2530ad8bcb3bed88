using MtaSts.Checks.MailHosts;
using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>Judges the STARTTLS and the certificates of mail hosts (RFC 8461 §4.2).</summary>
internal static class SmtpCheck
{
    private const int HostsNamed = 5;

    public static CheckPart Judge(IReadOnlyList<SmtpProbeResult> answers, DateTimeOffset now)
    {
        var part = new CheckPartBuilder(CheckArea.Smtp);
        part.AddAll(
            answers.SelectMany(answer => Observe(answer, now)),
            answers.SelectMany(answer => FindFaults(answer, now)));
        if (FindNotChecked(answers) is { } sentences)
        {
            part.AddNotChecked(sentences);
        }

        return part.ToPart();
    }

    private static IEnumerable<Observation> Observe(SmtpProbeResult answer, DateTimeOffset now)
    {
        if (answer.Tls is { } session)
        {
            var certificate = new CertificateCheck(CertificateRules.ForMailHost, answer.Host, now);
            yield return new Observation(
                PlainText.Cut(answer.Host),
                $"{CertificateCheck.GetName(session.Protocol)}, {PlainText.Cut(session.Issuer)}, {certificate.DaysLeft(session)}");
        }
    }

    private static IEnumerable<CheckFinding> FindFaults(SmtpProbeResult answer, DateTimeOffset now)
    {
        var certificate = new CertificateCheck(CertificateRules.ForMailHost, answer.Host, now);
        var fault = answer.Fault switch
        {
            SmtpFault.BadConversation => CheckRules.SmtpRefused.At(
                answer.Host, $"The mail host does not accept mail: {PlainText.Quote(answer.FaultText ?? "")}."),
            SmtpFault.NoStartTls => CheckRules.NoStartTls.At(
                answer.Host, $"The mail host does not accept STARTTLS: {PlainText.Quote(answer.FaultText ?? "")}."),
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

    // What could not be checked is neither good nor bad: many networks block port 25, and some hosts delay unknown clients.
    private static string? FindNotChecked(IReadOnlyList<SmtpProbeResult> answers)
    {
        if (answers.Count == 0)
        {
            return "The domain has no mail host.";
        }

        string?[] sentences =
        [
            Say(SmtpFault.NotReachable, "Port 25 of", "could not be reached from here."),
            Say(SmtpFault.TooSlow, "The SMTP conversation with", "did not finish in time."),
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
