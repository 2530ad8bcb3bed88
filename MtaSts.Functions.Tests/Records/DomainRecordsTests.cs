using MtaSts.Records;

namespace MtaSts.Functions.Tests.Records;

public sealed class DomainRecordsTests
{
    private static readonly DomainName Domain = DomainName.Parse("mail.example.com");
    private static readonly DomainName App = DomainName.Parse("app.azurewebsites.net");

    [Fact]
    public void What_leads_to_the_policy_comes_first_and_its_id_last()
    {
        var records = DomainRecords.Build(
            Domain, Domain, App, "ABC123", new TlsRptRecord(["mailto:tls@example.com"]), "0123456789abcdef").Records;

        Assert.Equal(
            [
                new DnsRecord("asuid.mta-sts", DnsRecordType.Txt, "ABC123", 3600),
                new DnsRecord("mta-sts", DnsRecordType.Cname, "app.azurewebsites.net", 3600),
                new DnsRecord("_smtp._tls", DnsRecordType.Txt, "v=TLSRPTv1; rua=mailto:tls@example.com", 3600),
                new DnsRecord("_mta-sts", DnsRecordType.Txt, "v=STSv1; id=0123456789abcdef;", 300),
            ],
            records);
    }

    [Fact]
    public void A_record_without_content_is_left_out() =>
        Assert.Empty(DomainRecords.Build(Domain, Domain, app: null, verificationId: null, reports: null, id: null).Records);

    [Theory, InlineData("mail.example.com", "mta-sts"), InlineData("example.com", "mta-sts.mail")]
    public void Names_are_relative_to_the_zone(string zone, string name) =>
        Assert.Equal(name, Assert.Single(DomainRecords.Build(Domain, DomainName.Parse(zone), App, null, null, null).Records).Name);

    [Fact]
    public void A_delegated_id_is_a_CNAME_for_a_record_in_the_zone_of_ids()
    {
        var ids = DomainName.Parse("ids.provider.example");
        var target = DelegatedId.GetTarget(Domain, ids);

        Assert.Equal(
            new DnsRecord("_mta-sts.mail", DnsRecordType.Cname, target.Ascii, 3600),
            Assert.Single(DomainRecords.Build(Domain, DomainName.Parse("example.com"), null, null, null, "1", ids).Records));
        Assert.Equal(
            new DnsRecord($"{DelegatedId.GetLabel(Domain)}.ids", DnsRecordType.Txt, "v=STSv1; id=1;", 300),
            Assert.Single(DomainRecords.BuildTarget(Domain, ids, DomainName.Parse("provider.example"), "1").Records));
        Assert.EndsWith(".ids.provider.example", target.Ascii, Ordinal);
    }

    [Fact]
    public void Without_an_id_nothing_is_delegated() =>
        Assert.Empty(DomainRecords.Build(Domain, Domain, null, null, null, id: null, DomainName.Parse("ids.provider.example")).Records);

    [Theory, InlineData("other.example"), InlineData("l.example.com"), InlineData("a.mail.example.com")]
    public void A_domain_that_is_not_in_the_zone_is_refused(string zone) =>
        Assert.Equal(
            "zone",
            Assert.Throws<ArgumentException>(() => DomainRecords.Build(Domain, DomainName.Parse(zone), App, null, null, null)).ParamName);

    [Theory, InlineData(1, new[] { 1 }), InlineData(255, new[] { 255 }), InlineData(256, new[] { 255, 1 })]
    [InlineData(511, new[] { 255, 255, 1 })]
    public void A_text_is_split_at_255_octets(int length, int[] lengths) =>
        Assert.Equal(lengths, new DnsRecord("a", DnsRecordType.Txt, new string('x', length), 300).Strings.Select(text => text.Length));

    [Fact]
    public void A_TTL_is_not_negative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DnsRecord("a", DnsRecordType.Txt, "a", -1));
        Assert.Equal(0, new DnsRecord("a", DnsRecordType.Txt, "a", 0).Ttl);
    }

    [Theory, InlineData(""), InlineData("a\nb"), InlineData("a\0"), InlineData("\u007f"), InlineData("b\u00fccher")]
    public void What_is_no_printable_ASCII_is_in_no_record(string text)
    {
        Assert.Throws<ArgumentException>(() => new DnsRecord("a", DnsRecordType.Txt, text, 300));
        Assert.Throws<ArgumentException>(() => new DnsRecord(text, DnsRecordType.Txt, "a", 300));
    }
}
