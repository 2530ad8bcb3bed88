namespace MtaSts.Functions.Tests.Network;

/// <summary>What the scripted DNS server says of the domains that dnsmasq cannot speak for.</summary>
internal static class ScriptedScenarios
{
    /// <summary>A name that would do harm where it is shown raw: it rings the bell, moves the cursor, and is HTML.</summary>
    public const string HostileLabel = "<img src=x onerror=alert(1)>\u0007\u001b[2J\r\n&\"'";

    private const string GoodRecord = "v=STSv1; id=20260101000000Z;";
    private const int HugeCount = 258;

    public static void Write(ScriptedDnsServer dns, NetworkDomains domains, IPAddress web)
    {
        var ofApp = Enumerable.Range(1, TestNetwork.AppDomainCount).Select(NetworkDomains.ServedByApp);
        foreach (var domain in domains.All.Where(NetworkDomains.IsScripted).Concat(ofApp))
        {
            dns.Answer($"_mta-sts.{domain}", ScriptedRecord.Text(GoodRecord));
            dns.Answer($"_smtp._tls.{domain}", ScriptedRecord.Text("v=TLSRPTv1; rua=mailto:tls@mail.test"));
            dns.Answer($"mta-sts.{domain}", ScriptedRecord.Address(web));
            dns.Answer(domain.Ascii, ScriptedRecord.MailExchange("mx.mail.test"));
        }

        dns.Fail(domains.ServerFailure.Ascii);
        dns.KeepSilent(domains.NoDnsAnswer.Ascii);

        dns.Answer($"_mta-sts.{domains.RecordAlias}", ScriptedRecord.Alias($"one.{domains.RecordAlias}"));
        dns.Answer($"one.{domains.RecordAlias}", ScriptedRecord.Alias($"two.{domains.RecordAlias}"));
        dns.Answer($"two.{domains.RecordAlias}", ScriptedRecord.Alias($"three.{domains.RecordAlias}"));
        dns.Answer($"three.{domains.RecordAlias}", ScriptedRecord.Text(GoodRecord));

        foreach (var name in (string[])["_mta-sts", "_smtp._tls", "mta-sts"])
        {
            dns.Answer($"{name}.{domains.CnameLoop}", ScriptedRecord.Alias($"one.{domains.CnameLoop}"));
        }

        dns.Answer($"one.{domains.CnameLoop}", ScriptedRecord.Alias($"two.{domains.CnameLoop}"));
        dns.Answer($"two.{domains.CnameLoop}", ScriptedRecord.Alias($"one.{domains.CnameLoop}"));

        dns.Answer($"_mta-sts.{domains.RecordDangling}", ScriptedRecord.Alias($"gone.{domains.RecordDangling}"));
        dns.Answer($"mta-sts.{domains.HostDangling}", ScriptedRecord.Alias($"gone.{domains.HostDangling}"));
        dns.Answer($"_mta-sts.{domains.LongTtl}", ScriptedRecord.Text(GoodRecord) with { TimeToLive = 3601 });
        var strangers = Enumerable.Range(0, HugeCount).Select(number => ScriptedRecord.Text($"{number} {new string('x', 200)}"));
        dns.Answer($"_mta-sts.{domains.HugeText}", [.. strangers, ScriptedRecord.Text(GoodRecord)]);

        var hostile = $"{HostileLabel}.{domains.Hostile}";
        dns.Answer($"_mta-sts.{domains.Hostile}", ScriptedRecord.Alias(hostile));
        dns.Answer(hostile, ScriptedRecord.Text($"v=STSv1; id={HostileLabel};"));
        dns.Answer($"_smtp._tls.{domains.Hostile}", ScriptedRecord.Text($"v=TLSRPTv1; rua=mailto:{HostileLabel}"));
        dns.Answer(domains.Hostile.Ascii, ScriptedRecord.MailExchange(hostile), ScriptedRecord.Issuer("issue", HostileLabel));

        dns.Answer($"_mta-sts.{domains.HostileText}", ScriptedRecord.Text($"v=STSv1; id={HostileLabel};"));
        dns.Answer($"_smtp._tls.{domains.HostileText}", ScriptedRecord.Text($"v=TLSRPTv1; rua=mailto:{HostileLabel}"));
    }
}
