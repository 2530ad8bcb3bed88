using MtaSts.Checks.Lookups;
using static MtaSts.Functions.Tests.Checks.DnsAnswers;

namespace MtaSts.Functions.Tests.Checks;

public sealed class MtaStsRecordCheckTests
{
    private const string Name = "_mta-sts.contoso.com";
    private const string Record = "v=STSv1; id=20220101080000Z;";

    private static readonly DomainName Domain = DomainName.Parse("contoso.com");

    public static TheoryData<string[], string> Records { get; } = new()
    {
        { [Record], "" },
        { ["v=STSv1; id=1; name=value;"], "Syntax 252" },
        { ["v=STSv1; id=1; id=2;"], "Syntax 253" },
        { [Record, Record], "Dns 202" },
        { [Record, "v=spf1 -all"], "Dns 251" },
        { ["v=spf1 -all"], "Dns 201" },
        { ["v=STSv1 id=1;"], "Dns 201" },
        { ["v=STSv1; =;"], "Syntax 203" },
        { ["v=STSv1; name=value;"], "Syntax 252, Syntax 204" },
        { ["v=STSv1; id=a-b;"], "Syntax 205" },
    };

    [Theory, MemberData(nameof(Records))]
    public void What_is_found_names_the_phase(string[] texts, string expected)
    {
        var part = MtaStsRecordCheck.Judge(Domain, WithTexts(Name, texts), null);

        Assert.Equal(expected, string.Join(", ", part.Findings.Select(finding => $"{finding.Phase} {finding.Finding.Code[6..]}")));
        Assert.All(part.Findings, finding => Assert.Equal(Name, finding.Subject));
    }

    [Theory, InlineData(DnsOutcome.NoData, "201"), InlineData(DnsOutcome.NxDomain, "201"), InlineData(DnsOutcome.Failed, "401")]
    [InlineData(DnsOutcome.NoAnswer, "402"), InlineData(DnsOutcome.CnameLoop, "403")]
    public void A_lookup_without_records_is_an_error(DnsOutcome outcome, string code)
    {
        var part = MtaStsRecordCheck.Judge(Domain, Without<IReadOnlyList<string>>(Name, outcome), null);

        Assert.Equal([code], part.Codes());
        Assert.Equal(CheckOutcome.Failed, part.Outcome);
        Assert.Equal(code != "201", part.NotChecked is not null);
    }

    [Fact]
    public void A_good_record_passes_and_its_id_is_shown()
    {
        var part = MtaStsRecordCheck.Judge(Domain, WithTexts(Name, Record) with { Aliases = ["sts.example"] }, null);

        Assert.Equal(CheckOutcome.Passed, part.Outcome);
        Assert.Equal(
            [new Observation("CNAME", "sts.example"), new Observation("id", "20220101080000Z"), new Observation("TTL", "300 s")],
            part.Seen);
    }

    [Theory, InlineData("The name has 1 other TXT record.", "v=spf1 -all")]
    [InlineData("The name has 2 other TXT records.", "v=spf1 -all", "x")]
    public void Other_records_are_counted(string message, params string[] others) =>
        Assert.Equal(message, MtaStsRecordCheck.Judge(Domain, WithTexts(Name, [Record, .. others]), null).Findings[0].Finding.Message);

    [Fact]
    public void Character_strings_join_without_spaces() =>
        Assert.Empty(MtaStsRecordCheck.Judge(Domain, Of<IReadOnlyList<string>>(Name, ["v=STSv1; i", "d=1;"]), null).Findings);

    [Fact]
    public void A_record_that_is_not_valid_is_shown_as_text() => Assert.Contains(
        new Observation("TXT", "'v=STSv1; {U+001B (escape)}[31m'"),
        MtaStsRecordCheck.Judge(Domain, WithTexts(Name, "v=STSv1; \u001b[31m"), null).Seen);

    [Theory, InlineData(3_600, ""), InlineData(3_601, "451")]
    public void A_time_to_live_over_an_hour_is_a_warning(int seconds, string codes)
    {
        var part = MtaStsRecordCheck.Judge(Domain, WithTexts(Name, Record) with { TimeToLive = TimeSpan.FromSeconds(seconds) }, null);

        Assert.Equal(codes, string.Join(',', part.Codes()));
    }

    [Fact]
    public void The_time_to_live_of_other_records_does_not_matter() => Assert.Equal(
        ["201"], MtaStsRecordCheck.Judge(Domain, WithTexts(Name, "v=spf1 -all") with { TimeToLive = TimeSpan.FromDays(1) }, null).Codes());

    [Fact]
    public void An_alias_of_a_name_that_does_not_exist_is_named()
    {
        var part = MtaStsRecordCheck.Judge(Domain, Without<IReadOnlyList<string>>(Name, DnsOutcome.NxDomain, "gone.example"), null);

        Assert.Equal(
            "The name '_mta-sts.contoso.com' points to 'gone.example', which does not exist.",
            Assert.Single(part.Findings).Finding.Message);
    }
}
