namespace MtaSts.Functions.Tests.Network;

/// <summary>
/// The domains of a network. What is not said of one is good: its records, the certificate of its policy host, its policy (enforce,
/// <c>*.mail.test</c>), its MX (<c>mx.mail.test</c>), its STARTTLS. Those below <c>scripted.test</c> come from the scripted DNS server.
/// </summary>
public sealed class NetworkDomains
{
    /// <summary>Names below this one come from the scripted DNS server.</summary>
    public const string Scripted = "scripted.test";

    /// <summary>Each domain that has a property here.</summary>
    public IEnumerable<DomainName> All =>
        typeof(NetworkDomains).GetProperties()
            .Where(property => property.PropertyType == typeof(DomainName))
            .Select(property => (DomainName)property.GetValue(this)!);

    public DomainName Good { get; } = Create("good");

    // How the policy is served.
    public DomainName Redirected { get; } = Create("redirected");
    public DomainName RedirectedForNow { get; } = Create("redirected-for-now");
    public DomainName NotFound { get; } = Create("not-found");
    public DomainName Unavailable { get; } = Create("unavailable");
    public DomainName Html { get; } = Create("html");
    public DomainName UpperCaseType { get; } = Create("upper-case-type");
    public DomainName Gzip { get; } = Create("gzip");
    public DomainName Slow { get; } = Create("slow");
    public DomainName NeverAnswering { get; } = Create("never-answering");
    public DomainName Trickling { get; } = Create("trickling");
    public DomainName Endless { get; } = Create("endless");
    public DomainName BrokenOff { get; } = Create("broken-off");
    public DomainName EndlessHeaders { get; } = Create("endless-headers");

    // What the policy says.
    public DomainName Testing { get; } = Create("testing");
    public DomainName None { get; } = Create("none");
    public DomainName ByteOrderMark { get; } = Create("byte-order-mark");
    public DomainName SyntaxError { get; } = Create("syntax-error");
    public DomainName UnusedPattern { get; } = Create("unused-pattern");

    /// <summary>65,536 bytes, which is valid.</summary>
    public DomainName Largest { get; } = Create("largest");

    /// <summary>65,537 bytes.</summary>
    public DomainName TooLarge { get; } = Create("too-large");
    public DomainName TenMegabytes { get; } = Create("ten-megabytes");

    // How the policy host speaks TLS.
    public DomainName OnlyTls12 { get; } = Create("only-tls12");
    public DomainName OnlyTls13 { get; } = Create("only-tls13");

    /// <summary>HTTP without TLS on port 443.</summary>
    public DomainName WithoutTls { get; } = Create("without-tls");

    /// <summary>The web server aborts the handshake, as for a name that it does not know.</summary>
    public DomainName HandshakeRefused { get; } = Create("handshake-refused");

    /// <summary>Nothing listens on port 443.</summary>
    public DomainName Closed { get; } = Create("closed");
    public DomainName Expired { get; } = Create("expired");
    public DomainName NotYetValid { get; } = Create("not-yet-valid");
    public DomainName WrongName { get; } = Create("wrong-name");
    public DomainName SelfSigned { get; } = Create("self-signed");
    public DomainName ExpiringSoon { get; } = Create("expiring-soon");
    public DomainName UnknownAuthority { get; } = Create("unknown-authority");
    public DomainName MissingIntermediate { get; } = Create("missing-intermediate");

    // What the records _mta-sts and _smtp._tls say.
    public DomainName SplitRecord { get; } = Create("split-record");
    public DomainName TwoRecords { get; } = Create("two-records");
    public DomainName StrangerBeside { get; } = Create("stranger-beside");
    public DomainName NoRecord { get; } = Create("no-record");
    public DomainName BadRecord { get; } = Create("bad-record");
    public DomainName NoReports { get; } = Create("no-reports");

    /// <summary>There is no such name, nor any below it.</summary>
    public DomainName Missing { get; } = Create("missing");

    // Where the policy host is.
    public DomainName HostAlias { get; } = Create("host-alias");
    public DomainName HostDangling { get; } = CreateScripted("host-dangling");
    public DomainName HostMissing { get; } = Create("host-missing");
    public DomainName CaaAllows { get; } = Create("caa-allows");
    public DomainName CaaForbids { get; } = Create("caa-forbids");

    /// <summary>CAA at the domain forbids, at the policy host it allows: the nearest counts.</summary>
    public DomainName CaaNearest { get; } = Create("caa-nearest");

    // Where it receives mail.
    public DomainName TwoMx { get; } = Create("two-mx");
    public DomainName StrayMx { get; } = Create("stray-mx");
    public DomainName StrayMxInTesting { get; } = Create("stray-mx-in-testing");

    /// <summary>Of two hosts of the MX, one does not exist.</summary>
    public DomainName OneMxMissing { get; } = Create("one-mx-missing");

    /// <summary>The only host of the MX does not exist.</summary>
    public DomainName MxMissing { get; } = Create("mx-missing");
    public DomainName NullMx { get; } = Create("null-mx");

    /// <summary>No MX, but an address of its own.</summary>
    public DomainName ImplicitMx { get; } = Create("implicit-mx");

    /// <summary>Neither an MX nor an address.</summary>
    public DomainName NoMx { get; } = Create("no-mx");

    // What only the scripted DNS server says.
    public DomainName ServerFailure { get; } = CreateScripted("server-failure");
    public DomainName NoDnsAnswer { get; } = CreateScripted("no-dns-answer");

    /// <summary>_mta-sts is a CNAME to one. below the domain, that to two., that to three., which has the record.</summary>
    public DomainName RecordAlias { get; } = CreateScripted("record-alias");

    /// <summary>_mta-sts, _smtp._tls and mta-sts are CNAMEs to one. below the domain, that to two., and that to one. again.</summary>
    public DomainName CnameLoop { get; } = CreateScripted("alias-loop");

    /// <summary>_mta-sts is a CNAME to a name that does not exist.</summary>
    public DomainName RecordDangling { get; } = CreateScripted("record-dangling");

    /// <summary>The TTL of _mta-sts is an hour and a second.</summary>
    public DomainName LongTtl { get; } = CreateScripted("long-ttl");

    /// <summary>TXT records at _mta-sts that fill an answer of nearly 64 KB: 258 of 200 characters beside the good one.</summary>
    public DomainName HugeText { get; } = CreateScripted("huge-text");

    /// <summary>MX hosts and the target of _mta-sts hold control characters and HTML, and so does the TXT record there.</summary>
    public DomainName Hostile { get; } = CreateScripted("hostile");

    // What would do harm where it is shown raw: ScriptedScenarios.HostileLabel and the like, wherever a policy host has its say.
    public DomainName HostileTarget { get; } = Create("hostile-target");
    public DomainName HostileType { get; } = Create("hostile-type");
    public DomainName HostilePolicy { get; } = Create("hostile-policy");
    public DomainName HostileCertificate { get; } = Create("hostile-certificate");

    /// <summary>TXT records of hostile content, at the names where they belong.</summary>
    public DomainName HostileText { get; } = CreateScripted("hostile-text");

    /// <summary>The n-th of <see cref="TestNetwork.ManyCount"/> good domains, from 1 on.</summary>
    public static DomainName Many(int number) => Create($"d{number}.many");

    /// <summary>
    /// The n-th of <see cref="TestNetwork.AppDomainCount"/> domains that the app serves at <see cref="TestNetwork.AppUrl"/>, from 1 on.
    /// </summary>
    public static DomainName ServedByApp(int number) => CreateScripted($"d{number}.app");

    /// <summary>The domain whose only MX is this mail host.</summary>
    public static DomainName ReceivingAt(string mailHost) => Create($"{mailHost.Split('.')[0]}-mail");

    /// <summary>Whether the scripted DNS server speaks for the domain.</summary>
    public static bool IsScripted(DomainName domain) => domain.Ascii.EndsWith($".{Scripted}", Ordinal);

    private static DomainName Create(string name) => DomainName.Parse($"{name}.test");
    private static DomainName CreateScripted(string name) => DomainName.Parse($"{name}.{Scripted}");
}
