using System.Text.Json.Nodes;
using MtaSts.Cli.ResourceManager;
using MtaSts.Records;

namespace MtaSts.Functions.Tests.Cloud;

public sealed class ZoneRecordsTests : TestsInCloud
{
    private static readonly DomainName Domain = DomainName.Parse("contoso.com");

    private static readonly DnsRecord[] All =
    [
        new("asuid.mta-sts", DnsRecordType.Txt, CloudApp.VerificationId, 3600),
        new("mta-sts", DnsRecordType.Cname, CloudApp.HostName, 3600),
        new("_mta-sts", DnsRecordType.Txt, "v=STSv1; id=1;", 300),
    ];

    private CloudZone Zone { get; set; } = null!;

    private AzureZone ZoneInAzure => AzureZone.From(JsonSerializer.SerializeToElement(Zone.ToJson()))!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Zone = Cloud.AddDomain("contoso.com");
    }

    [Fact]
    public async Task What_is_written_is_what_DNS_answers()
    {
        await WriteAsync(All);

        Assert.Equal([CloudApp.VerificationId], Cloud.Dns.FindTexts("asuid.mta-sts.contoso.com"));
        Assert.Equal(CloudApp.HostName, Cloud.Dns.FindCname("mta-sts.contoso.com"));
        Assert.Equal(["v=STSv1; id=1;"], await FindAsync(DnsRecordType.Txt, "_mta-sts"));
        Assert.Equal([CloudApp.HostName], await FindAsync(DnsRecordType.Cname, "mta-sts"));
        Assert.Empty(await FindAsync(DnsRecordType.Txt, "_smtp._tls"));
    }

    [Fact]
    public async Task A_long_text_keeps_its_strings()
    {
        var text = $"v=TLSRPTv1; rua=mailto:{new string('a', 300)}@contoso.com";

        await WriteAsync(new DnsRecord("_smtp._tls", DnsRecordType.Txt, text, 3600));

        Assert.Equal([text], Cloud.Dns.FindTexts("_smtp._tls.contoso.com"));
        Assert.Equal([text], await FindAsync(DnsRecordType.Txt, "_smtp._tls"));
    }

    [Theory, InlineData("A", "ipv4Address", "192.0.2.1"), InlineData("AAAA", "ipv6Address", "2001:db8::1")]
    public async Task An_address_makes_way_for_a_CNAME(string type, string member, string address)
    {
        Zone.Put(
            type, "mta-sts", new() { ["TTL"] = 60, [$"{type}Records"] = new JsonArray(new JsonObject { [member] = address }) });

        await WriteAsync(All[1]);

        Assert.Equal(CloudApp.HostName, Cloud.Dns.FindCname("mta-sts.contoso.com"));
        Assert.Equal([$"{type} mta-sts", $"delete {type} mta-sts", "CNAME mta-sts"], Cloud.Journal.Of("contoso.com"));
    }

    [Fact]
    public async Task What_stands_in_the_way_of_a_CNAME_otherwise_fails_at_once_and_is_not_tried_again()
    {
        Zone.Put("TXT", "mta-sts", new() { ["TTL"] = 60, ["TXTRecords"] = new JsonArray() });
        var error = await FailAsync(client => WriteAsync(client, All[1]));

        Assert.StartsWith("The CNAME record could not be created because another record with the same name", error.Message, Ordinal);
        Assert.Single(Cloud.Server.Requests, request => request.StartsWith("PUT ", Ordinal));
    }

    [Fact]
    public async Task A_record_that_is_deleted_is_gone_and_one_that_is_not_there_is_no_error()
    {
        await WriteAsync(All);

        Assert.True(await DeleteAsync("_mta-sts"));
        Assert.False(await DeleteAsync("_mta-sts"));
        Assert.Empty(Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
    }

    private Task WriteAsync(params DnsRecord[] records) => DoAsync(client => WriteAsync(client, records));

    private Task WriteAsync(ResourceManagerClient client, params DnsRecord[] records) =>
        new ZoneRecords(client, Cloud.Clock.Time).WriteAsync(Domain, ZoneInAzure, records, Token);

    private Task<IReadOnlyList<string>> FindAsync(DnsRecordType type, string name) =>
        DoAsync(client => new ZoneRecords(client, Cloud.Clock.Time).FindAsync(ZoneInAzure, type, name, Token));

    private Task<bool> DeleteAsync(string name) =>
        DoAsync(client => new ZoneRecords(client, Cloud.Clock.Time).DeleteAsync(ZoneInAzure, DnsRecordType.Txt, name, Token));
}
