using MtaSts.Cli.Checks;
using static MtaSts.Functions.Tests.Reports.SampleReports;

namespace MtaSts.Functions.Tests.Reports;

public sealed class HeadlineTests
{
    private static readonly DomainReport InOrder = Domain("good.example", Part(CheckArea.Mx));
    private static readonly DomainReport Unfinished =
        Domain("late.example", new CheckPart(CheckArea.Mx, [], [], "The check ran out of time."));

    private static readonly DomainReport NotReached =
        Domain("far.example", Part(CheckArea.Mx), new CheckPart(CheckArea.Host, [new("CNAME", "a")], [], "port 25 is closed."));

    private static readonly DomainReport Advice = WithFinding(CheckRules.PatternUnused, Consequence.Advice);
    private static readonly DomainReport ToPublish = WithFinding(CheckRules.IdDrifted, Consequence.RecordToPublish);
    private static readonly DomainReport Missing = WithFinding(CheckRules.BadStatus, Consequence.ProtectionMissing);
    private static readonly DomainReport AtRisk = WithFinding(CheckRules.MxUncovered, Consequence.MailAtRisk);

    public static TheoryData<string, string, string> Cases => new()
    {
        {
            nameof(AtRisk), "Mail to the domain is at risk: senders refuse to deliver, or may do so.",
            "Mail is at risk in 1 of 2 domains: senders refuse to deliver, or may do so."
        },
        {
            nameof(Missing),
            "No risk to mail was found. Protection is missing: senders deliver as if there were no policy, or by an earlier one.",
            "No risk to mail was found. Protection is missing in 1 of 2 domains: senders deliver as if there were no policy, or by an "
            + "earlier one."
        },
        {
            nameof(ToPublish), "No risk to mail was found. The domain has records to publish.",
            "No risk to mail was found. 1 of 2 domains has records to publish."
        },
        {
            nameof(Advice), "No risk to mail was found. The domain has something that causes trouble with some senders.",
            "No risk to mail was found. 1 of 2 domains has something that causes trouble with some senders."
        },
        {
            nameof(NotReached), "Nothing was found, but not everything could be checked.",
            "Nothing was found, but 1 of 2 domains could not be checked in full."
        },
        {
            nameof(InOrder), "In order: senders can deliver to the domain as its policy says.",
            "In order: senders can deliver to all 2 domains as their policies say."
        },
    };

    [Theory, MemberData(nameof(Cases))]
    public void It_says_the_worst_consequence_of_one_domain_and_of_several(string name, string ofOne, string ofSeveral)
    {
        var domain = name switch
        {
            nameof(AtRisk) => AtRisk,
            nameof(Missing) => Missing,
            nameof(ToPublish) => ToPublish,
            nameof(Advice) => Advice,
            nameof(NotReached) => NotReached,
            _ => InOrder,
        };

        Assert.Equal(ofSeveral, Headline.From(new CheckReport(Noon, [domain, InOrder])));
        Assert.Equal(ofOne, Headline.From(new CheckReport(Noon, [domain])));
    }

    [Fact]
    public void Without_domains_there_is_nothing_to_say() =>
        Assert.Equal("No domain was checked.", Headline.From(new CheckReport(Noon, [])));

    [Fact]
    public void What_was_not_looked_at_is_said_before_what_was_found() => Assert.Equal(
        "300 of 302 domains could not be checked. Mail is at risk in 2 of 302 domains: senders refuse to "
        + "deliver, or may do so.",
        Headline.From(new CheckReport(Noon, [AtRisk, AtRisk, .. Enumerable.Repeat(Unfinished, 300)])));

    [Fact]
    public void Nothing_found_is_said_only_of_what_was_looked_at() => Assert.Equal(
        "1 of 2 domains could not be checked. Nothing was found in the others.",
        Headline.From(new CheckReport(Noon, [Unfinished, InOrder])));

    [Fact]
    public void What_was_looked_at_in_part_is_not_said_to_be_in_order()
    {
        Assert.Equal(
            "1 of 3 domains could not be checked. Nothing was found in the others, but 1 of 2 could not be checked in full.",
            Headline.From(new CheckReport(Noon, [Unfinished, NotReached, InOrder])));
        Assert.Equal(
            "1 of 2 domains could not be checked. Nothing was found in the other, but it could not be checked in full.",
            Headline.From(new CheckReport(Noon, [Unfinished, NotReached])));
    }

    [Fact]
    public void Several_domains_have_records() => Assert.Equal(
        "No risk to mail was found. 2 of 3 domains have records to publish.",
        Headline.From(new CheckReport(Noon, [ToPublish, ToPublish, InOrder])));

    private static DomainReport WithFinding(CheckRule rule, Consequence consequence) => Domain(
        "contoso.com", Part(CheckArea.Mx, rule.At("contoso.com", "It is so.") with { Consequence = consequence }));
}
