using MtaSts.Records;

namespace MtaSts.Functions.Tests.Policies;

public sealed class PolicyIdTests
{
    private static readonly DateTimeOffset Since = new(2026, 11, 22, 10, 30, 59, TimeSpan.Zero);
    private static readonly Policy Example = CreatePolicy(PolicyMode.Enforce, 1_209_600, "mail.example.com", "*.mx.example.net");

    public static TheoryData<string, Policy> Changes { get; } = new()
    {
        { "the mode", CreatePolicy(PolicyMode.Testing, 1_209_600, "mail.example.com", "*.mx.example.net") },
        { "the max_age", CreatePolicy(PolicyMode.Enforce, 1_209_601, "mail.example.com", "*.mx.example.net") },
        { "an mx more", CreatePolicy(PolicyMode.Enforce, 1_209_600, "mail.example.com", "*.mx.example.net", "a.example") },
        { "an mx less", CreatePolicy(PolicyMode.Enforce, 1_209_600, "mail.example.com") },
        { "another mx", CreatePolicy(PolicyMode.Enforce, 1_209_600, "mail.example.org", "*.mx.example.net") },
        { "a wildcard for a name", CreatePolicy(PolicyMode.Enforce, 1_209_600, "*.mail.example.com", "*.mx.example.net") },
    };

    [Fact]
    public void The_digest_is_the_beginning_of_the_SHA256_of_the_canonical_text()
    {
        Assert.Equal("e90020b214ef9db6", PolicyId.ComputeDigest(Example));
        Assert.Equal("94815eb6141fb6e5", PolicyId.ComputeDigest(CreatePolicy(PolicyMode.None, 86_400)));
    }

    [Fact]
    public void The_digest_of_a_policy_is_that_of_its_text() =>
        Assert.Equal(PolicyId.ComputeDigest(Example), PolicyId.ComputeDigest(PolicyRenderer.Render(Example)));

    [Fact]
    public void The_digest_is_sixteen_lower_case_hexadecimal_digits() =>
        Assert.All(
            Enumerable.Range(0, 200),
            maxAge => Assert.Matches(@"^[0-9a-f]{16}\z", PolicyId.ComputeDigest(CreatePolicy(PolicyMode.None, maxAge))));

    [Fact]
    public void The_id_fits_the_record() => Assert.Equal("20261122103059Ze90020b2", new MtaStsRecord(PolicyId.Create(Since, Example)).Id);

    [Fact]
    public void The_same_text_at_another_time_has_another_id() =>
        Assert.False(PolicyId.Create(Since, Example) == PolicyId.Create(Since.AddSeconds(1), Example), "The id came back.");

    [Fact]
    public void The_time_in_an_id_is_that_of_utc() => Assert.Equal(
        PolicyId.Create(Since, Example), PolicyId.Create(Since.ToOffset(TimeSpan.FromHours(2)), Example));

    [Theory, InlineData("20261122103059Ze90020b2", true), InlineData("20250101000000Ze90020b2", true), InlineData("e90020b214ef9db6", true)]
    [InlineData("20261122103059Ze90020b3", false), InlineData("20261122103059Z", false), InlineData("20261122103059Ze90020b21", false)]
    [InlineData("e90020b2", false), InlineData("", false), InlineData("2026112210305aZe90020b2", false)]
    [InlineData("20260101000000Z", false)]
    public void Whether_an_id_was_made_of_a_text_can_be_seen(string id, bool isOf) => Assert.Equal(isOf, PolicyId.IsOf(id, Example));

    [Theory, MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void The_digest_changes_with_every_term(string change, Policy policy) =>
        Assert.False(PolicyId.ComputeDigest(Example) == PolicyId.ComputeDigest(policy), change);

    [Fact]
    public void The_digest_does_not_change_with_the_order_the_case_and_the_repetition_of_mx() => Assert.Equal(
        PolicyId.ComputeDigest(Example),
        PolicyId.ComputeDigest(CreatePolicy(PolicyMode.Enforce, 1_209_600, "*.MX.example.net", "Mail.Example.COM", "mail.example.com")));

    private static Policy CreatePolicy(PolicyMode mode, int maxAge, params string[] mx) => new(mode, mx.Select(MxPattern.Parse), maxAge);
}
