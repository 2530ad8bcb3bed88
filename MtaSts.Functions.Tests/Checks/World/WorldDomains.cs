namespace MtaSts.Functions.Tests.Checks.World;

/// <summary>
/// The domains of a world. What is not said of one is good: its records, the certificate of its policy host, its policy (enforce,
/// <c>*.mail.test</c>), its MX (<c>mx.mail.test</c>), its STARTTLS. Those below <c>scripted.test</c> come from the scripted DNS server.
/// </summary>
public sealed class WorldDomains
{
    /// <summary>Names below this one come from the scripted DNS server.</summary>
    public const string Scripted = "scripted.test";

    /// <summary>Each domain that has a property here.</summary>
    public IEnumerable<DomainName> All =>
        typeof(WorldDomains).GetProperties()
            .Where(property => property.PropertyType == typeof(DomainName))
            .Select(property => (DomainName)property.GetValue(this)!);

    public DomainName Good { get; } = Of("good");

    // How the policy is served.
    public DomainName Redirected { get; } = Of("redirected");
    public DomainName RedirectedForNow { get; } = Of("redirected-for-now");
    public DomainName NotFound { get; } = Of("not-found");
    public DomainName Unavailable { get; } = Of("unavailable");
    public DomainName Html { get; } = Of("html");
    public DomainName UpperCaseType { get; } = Of("upper-case-type");
    public DomainName Gzip { get; } = Of("gzip");
    public DomainName Slow { get; } = Of("slow");
    public DomainName NeverAnswering { get; } = Of("never-answering");
    public DomainName Trickling { get; } = Of("trickling");
    public DomainName Endless { get; } = Of("endless");
    public DomainName BrokenOff { get; } = Of("broken-off");
    public DomainName EndlessHeaders { get; } = Of("endless-headers");

    // What the policy says.
    public DomainName Testing { get; } = Of("testing");
    public DomainName None { get; } = Of("none");
    public DomainName ByteOrderMark { get; } = Of("byte-order-mark");
    public DomainName SyntaxError { get; } = Of("syntax-error");
    public DomainName UnusedPattern { get; } = Of("unused-pattern");

    /// <summary>65,536 bytes, which is valid.</summary>
    public DomainName Largest { get; } = Of("largest");

    /// <summary>65,537 bytes.</summary>
    public DomainName TooLarge { get; } = Of("too-large");
    public DomainName TenMegabytes { get; } = Of("ten-megabytes");

    // How the policy host speaks TLS.
    public DomainName OnlyTls12 { get; } = Of("only-tls12");
    public DomainName OnlyTls13 { get; } = Of("only-tls13");

    /// <summary>HTTP without TLS on port 443.</summary>
    public DomainName WithoutTls { get; } = Of("without-tls");

    /// <summary>The web server aborts the handshake, as for a name that it does not know.</summary>
    public DomainName HandshakeRefused { get; } = Of("handshake-refused");

    /// <summary>Nothing listens on port 443.</summary>
    public DomainName Closed { get; } = Of("closed");
    public DomainName Expired { get; } = Of("expired");
    public DomainName NotYetValid { get; } = Of("not-yet-valid");
    public DomainName WrongName { get; } = Of("wrong-name");
    public DomainName SelfSigned { get; } = Of("self-signed");
    public DomainName ExpiringSoon { get; } = Of("expiring-soon");
    public DomainName UnknownAuthority { get; } = Of("unknown-authority");
    public DomainName MissingIntermediate { get; } = Of("missing-intermediate");

    // What the records _mta-sts and _smtp._tls say.
    public DomainName SplitRecord { get; } = Of("split-record");
    public DomainName TwoRecords { get; } = Of("two-records");
    public DomainName StrangerBeside { get; } = Of("stranger-beside");
    public DomainName NoRecord { get; } = Of("no-record");
    public DomainName BadRecord { get; } = Of("bad-record");
    public DomainName NoReports { get; } = Of("no-reports");

    /// <summary>There is no such name, nor any below it.</summary>
    public DomainName Missing { get; } = Of("missing");

    // Where the policy host is.
    public DomainName HostAlias { get; } = Of("host-alias");
    public DomainName HostDangling { get; } = OfScript("host-dangling");
    public DomainName HostMissing { get; } = Of("host-missing");
    public DomainName CaaAllows { get; } = Of("caa-allows");
    public DomainName CaaForbids { get; } = Of("caa-forbids");

    /// <summary>CAA at the domain forbids, at the policy host it allows: the nearest counts.</summary>
    public DomainName CaaNearest { get; } = Of("caa-nearest");

    // Where it receives mail.
    public DomainName TwoMx { get; } = Of("two-mx");
    public DomainName StrayMx { get; } = Of("stray-mx");
    public DomainName StrayMxInTesting { get; } = Of("stray-mx-in-testing");

    /// <summary>Of two hosts of the MX, one does not exist.</summary>
    public DomainName OneMxMissing { get; } = Of("one-mx-missing");

    /// <summary>The only host of the MX does not exist.</summary>
    public DomainName MxMissing { get; } = Of("mx-missing");
    public DomainName NullMx { get; } = Of("null-mx");

    /// <summary>No MX, but an address of its own.</summary>
    public DomainName ImplicitMx { get; } = Of("implicit-mx");

    /// <summary>Neither an MX nor an address.</summary>
    public DomainName NoMx { get; } = Of("no-mx");

    // What only the scripted DNS server says.
    public DomainName ServerFailure { get; } = OfScript("server-failure");
    public DomainName NoDnsAnswer { get; } = OfScript("no-dns-answer");

    /// <summary>_mta-sts is a CNAME to one. below the domain, that to two., that to three., which has the record.</summary>
    public DomainName RecordAlias { get; } = OfScript("record-alias");

    /// <summary>_mta-sts, _smtp._tls and mta-sts are CNAMEs to one. below the domain, that to two., and that to one. again.</summary>
    public DomainName AliasLoop { get; } = OfScript("alias-loop");

    /// <summary>_mta-sts is a CNAME to a name that does not exist.</summary>
    public DomainName RecordDangling { get; } = OfScript("record-dangling");

    /// <summary>The TTL of _mta-sts is an hour and a second.</summary>
    public DomainName LongTtl { get; } = OfScript("long-ttl");

    /// <summary>TXT records at _mta-sts that fill an answer of nearly 64 KB: 258 of 200 characters beside the good one.</summary>
    public DomainName HugeText { get; } = OfScript("huge-text");

    /// <summary>MX hosts and the target of _mta-sts hold control characters and HTML, and so does the TXT record there.</summary>
    public DomainName Hostile { get; } = OfScript("hostile");

    // What would do harm where it is shown raw: ScriptedScenarios.HostileLabel and the like, wherever a policy host has its say.
    public DomainName HostileTarget { get; } = Of("hostile-target");
    public DomainName HostileType { get; } = Of("hostile-type");
    public DomainName HostilePolicy { get; } = Of("hostile-policy");
    public DomainName HostileCertificate { get; } = Of("hostile-certificate");

    /// <summary>TXT records of hostile content, at the names where they belong.</summary>
    public DomainName HostileText { get; } = OfScript("hostile-text");

    /// <summary>The n-th of <see cref="CheckWorld.ManyCount"/> good domains, from 1 on.</summary>
    public static DomainName Many(int number) => Of($"d{number}.many");

    /// <summary>
    /// The n-th of <see cref="CheckWorld.AppDomainCount"/> domains that the app serves at <see cref="CheckWorld.AppUrl"/>, from 1 on.
    /// </summary>
    public static DomainName ServedByApp(int number) => OfScript($"d{number}.app");

    /// <summary>The domain whose only MX is this mail host.</summary>
    public static DomainName ReceivingAt(string mailHost) => Of($"{mailHost.Split('.')[0]}-mail");

    /// <summary>Whether the scripted DNS server speaks for the domain.</summary>
    public static bool IsScripted(DomainName domain) => domain.Ascii.EndsWith($".{Scripted}", StringComparison.Ordinal);

    private static DomainName Of(string name) => DomainName.Parse($"{name}.test");

    private static DomainName OfScript(string name) => DomainName.Parse($"{name}.{Scripted}");
}
