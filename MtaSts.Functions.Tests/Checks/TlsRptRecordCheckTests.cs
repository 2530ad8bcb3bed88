using MtaSts.Checks.Lookups;
using static MtaSts.Functions.Tests.Checks.DnsAnswers;

namespace MtaSts.Functions.Tests.Checks;

public sealed class TlsRptRecordCheckTests
{
    private const string Name = "_smtp._tls.contoso.com";
    private const string Record = "v=TLSRPTv1; rua=mailto:tls@contoso.com";

    private static readonly DomainName Domain = DomainName.Parse("contoso.com");

    public static TheoryData<string[], string> Records { get; } = new()
    {
        { [Record], "" },
        { ["v=spf1 -all"], "Dns 455" },
        { [Record, Record], "Dns 302" },
        { [Record, "v=spf1 -all"], "Dns 351" },
        { ["v=TLSRPTv1; =;"], "Syntax 303" },
        { ["v=TLSRPTv1; a=b;"], "Syntax 352, Syntax 304" },
        { ["v=TLSRPTv1; rua=nowhere"], "Syntax 305" },
        { [Record + "; a=b"], "Syntax 352" },
        { [Record + "; rua=mailto:b@contoso.com"], "Syntax 353" },
        { ["v=TLSRPTv1; rua=http://contoso.com/"], "Syntax 354" },
    };

    [Theory, MemberData(nameof(Records))]
    public void What_is_found_names_the_phase(string[] texts, string expected)
    {
        var part = TlsRptRecordCheck.Judge(Domain, WithTexts(Name, texts));

        Assert.Equal(expected, string.Join(", ", part.Findings.Select(finding => $"{finding.Phase} {finding.Finding.Code[6..]}")));
    }

    [Theory, InlineData(DnsOutcome.NoData, "455", CheckOutcome.Warned), InlineData(DnsOutcome.NxDomain, "455", CheckOutcome.Warned)]
    [InlineData(DnsOutcome.Failed, "401", CheckOutcome.Failed), InlineData(DnsOutcome.NoAnswer, "402", CheckOutcome.Failed)]
    [InlineData(DnsOutcome.CnameLoop, "403", CheckOutcome.Failed)]
    public void Absence_is_a_warning_and_a_failure_an_error(DnsOutcome outcome, string code, CheckOutcome expected)
    {
        var part = TlsRptRecordCheck.Judge(Domain, Without<IReadOnlyList<string>>(Name, outcome));

        Assert.Equal([code], part.Codes());
        Assert.Equal(expected, part.Outcome);
    }

    [Fact]
    public void Where_reports_go_is_shown()
    {
        var part = TlsRptRecordCheck.Judge(
            Domain, WithTexts(Name, "v=TLSRPTv1; rua=mailto:a@contoso.com,https://contoso.com/b") with { Aliases = ["x.example"] });

        Assert.Equal(
            [new Observation("CNAME", "x.example"), new Observation("rua", "mailto:a@contoso.com, https://contoso.com/b")], part.Seen);
        Assert.Equal(CheckOutcome.Passed, part.Outcome);
    }
}
