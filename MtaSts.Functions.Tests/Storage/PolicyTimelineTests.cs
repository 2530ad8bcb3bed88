namespace MtaSts.Functions.Tests.Storage;

public sealed class PolicyTimelineTests
{
    private static readonly DomainName Domain = DomainName.Parse("example.com");
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private static readonly StoredPolicy Oldest = State(0, 86400);
    private static readonly StoredPolicy Middle = State(10, 604800);
    private static readonly StoredPolicy Newest = State(20, 86400);

    private readonly PolicyTimeline timeline = new([Newest, Middle, Oldest]);

    [Theory, InlineData(-0.001, null), InlineData(0, "0"), InlineData(9.999, "0"), InlineData(10, "10"), InlineData(1000, "20")]
    public void At_a_time_the_newest_state_that_had_come_by_then_stood(double day, string? version) =>
        Assert.Equal(version, timeline.At(Start.AddDays(day))?.Version);

    [Fact]
    public void Of_several_states_with_an_id_the_newest_is_found()
    {
        Assert.Same(Newest, timeline.WithId(PolicyId.ComputeDigest(Oldest.Policy!)));
        Assert.Same(Middle, timeline.WithId(PolicyId.ComputeDigest(Middle.Policy!)));
        Assert.Null(timeline.WithId("0123456789abcdef"));
    }

    [Fact]
    public void A_domain_that_was_removed_or_never_hosted_has_no_current_state()
    {
        Assert.Same(Newest, timeline.Current);
        Assert.Null(new PolicyTimeline([Newest with { IsRemoval = true }, Oldest]).Current);
        Assert.Null(new PolicyTimeline([]).Current);
    }

    private static StoredPolicy State(int day, int maxAge)
    {
        var policy = new Policy(PolicyMode.Enforce, [MxPattern.Parse("mail.example.com")], maxAge);
        var content = new PolicyContent.Inline(policy);
        return new StoredPolicy { Domain = Domain, Content = content, Policy = policy, Version = $"{day}", Since = Start.AddDays(day) };
    }
}
