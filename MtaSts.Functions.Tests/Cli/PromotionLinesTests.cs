using MtaSts.Cli.Promotion;
using MtaSts.Rollout;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What <c>promote</c> says of 1, 20 and 300 domains, at the width of a terminal.</summary>
public sealed class PromotionLinesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static readonly string LongText = string.Join(' ', Enumerable.Repeat("word", 60));

    [Fact]
    public void One_domain_that_is_held_back_has_its_date_and_its_reason() => Assert.Equal(
        ["Held back until 2026-12-09 12:01 UTC: d000.example", "  it has been in testing for 5 of 14 days", Count(1, 1, 0)],
        Write([HeldBack(0, 9, seconds: 1)]));

    [Fact]
    public void Many_with_the_same_reason_share_a_line_with_the_last_of_their_times() => Assert.Equal(
        [
            "Held back until 2026-12-09 12:05 UTC: d000.example, d001.example,",
            "  d002.example, d003.example, d004.example, d005.example, d006.example,",
            "  d007.example, d008.example, d009.example and 290 more",
            "  it has been in testing for 5 of 14 days",
            Count(300, 300, 0),
        ],
        Write([.. Enumerable.Range(0, 300).Select(number => HeldBack(number, 9, seconds: number))]));

    [Fact]
    public void What_needs_somebody_comes_first_then_what_time_brings_then_what_could_go() => Assert.Equal(
        [
            "Held back: d003.example, d004.example",
            "  MTASTS455 _smtp._tls.<domain>: There is no record.",
            "Held back until 2026-12-01 12:00 UTC: d002.example",
            "  it has been in testing for 13 of 14 days",
            "Held back until 2026-12-09 12:00 UTC: d001.example",
            "  it has been in testing for 5 of 14 days",
            "Ready, past --limit: d006.example, d007.example",
            "Domains: 7; held back: 4; ready: 3, of which now: 1.",
        ],
        Write(
            [
                Ready(5), HeldBack(1, 9), HeldBack(2, 1), WithFinding(3, "There is no record."), WithFinding(4, "There is no record."),
                Ready(6), Ready(7),
            ],
            limit: 1));

    [Fact]
    public void Findings_that_differ_are_told_of_each_domain_those_of_the_most_domains_first() => Assert.Equal(
        [
            "Held back: d001.example, d002.example",
            "  MTASTS455 _smtp._tls.<domain>: The id is B.",
            "Held back: d000.example",
            "  MTASTS455 _smtp._tls.d000.example: The id is A.",
            Count(3, 3, 0),
        ],
        Write([WithFinding(0, "The id is A."), WithFinding(1, "The id is B."), WithFinding(2, "The id is B.")]));

    [Fact]
    public void Of_more_reasons_than_fit_a_screen_the_first_are_shown()
    {
        var lines = Write([.. Enumerable.Range(0, 30).Select(day => HeldBack(day, day + 1))]);

        Assert.Equal("… and 10 more domains; --output json has them all.", lines[^2]);
        Assert.Equal(42, lines.Length);
    }

    [Theory, InlineData(40), InlineData(80), InlineData(120)]
    public void No_line_is_wider_than_the_terminal(int width) => Assert.All(
        Write([.. Enumerable.Range(0, 20).Select(number => WithFinding(number, LongText))], width: width),
        line => Assert.InRange(line.Length, 0, width));

    private static string Count(int all, int heldBack, int ready) =>
        $"Domains: {all}; held back: {heldBack}; ready: {ready}, of which now: {ready}.";

    private static string[] Write(List<PromotionCandidate> cases, int limit = int.MaxValue, int width = 80)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var console = Tool.CreateConsole(output, TextWriter.Null, [("COLUMNS", $"{width}")]);
        var ready = cases.FindAll(promotion => promotion.Blockers.Count == 0);
        PromotionLines.Write(console.Out, cases, ready, [.. ready.Take(limit)]);
        return output.ToString().TrimEnd('\n').Split('\n');
    }

    private static PromotionCandidate HeldBack(int number, int days, int seconds = 0) => Create(
        number, $"it has been in testing for {14 - days} of 14 days") with
    { HeldUntil = Noon.AddDays(days).AddSeconds(seconds) };

    private static PromotionCandidate WithFinding(int number, string message) =>
        Create(number, $"MTASTS455 _smtp._tls.d{number:000}.example: {message}");

    private static PromotionCandidate Ready(int number) => Create(number);

    private static PromotionCandidate Create(int number, params string[] blockers)
    {
        var policy = new Policy(PolicyMode.Testing, [MxPattern.Parse("mail.contoso.com")], Policy.DefaultMaxAge);
        var stored = new StoredPolicy
        {
            Domain = DomainName.Parse($"d{number:000}.example"),
            Content = new PolicyContent.Inline(policy),
            Policy = policy,
            Version = "1",
        };
        return new PromotionCandidate(new PolicyTimeline([stored]), TimeSpan.FromDays(20), blockers, IsPossible: true);
    }
}
