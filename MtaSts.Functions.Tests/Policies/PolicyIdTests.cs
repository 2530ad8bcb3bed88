using MtaSts.Records;

namespace MtaSts.Functions.Tests.Policies;

public sealed class PolicyIdTests
{
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
    public void The_id_is_the_beginning_of_the_SHA256_of_the_canonical_text()
    {
        Assert.Equal("e90020b214ef9db6", PolicyId.Compute(Example));
        Assert.Equal("94815eb6141fb6e5", PolicyId.Compute(CreatePolicy(PolicyMode.None, 86_400)));
    }

    [Fact]
    public void The_id_of_a_policy_is_that_of_its_text() =>
        Assert.Equal(PolicyId.Compute(Example), PolicyId.Compute(PolicyRenderer.Render(Example)));

    [Fact]
    public void The_id_is_sixteen_lower_case_hexadecimal_digits() =>
        Assert.All(
            Enumerable.Range(0, 200),
            maxAge => Assert.Matches(@"^[0-9a-f]{16}\z", PolicyId.Compute(CreatePolicy(PolicyMode.None, maxAge))));

    [Fact]
    public void The_id_fits_the_record() => Assert.Equal(PolicyId.Compute(Example), new MtaStsRecord(PolicyId.Compute(Example)).Id);

    [Theory, MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void The_id_changes_with_every_term(string change, Policy policy) =>
        Assert.False(PolicyId.Compute(Example) == PolicyId.Compute(policy), change);

    [Fact]
    public void The_id_does_not_change_with_the_order_the_case_and_the_repetition_of_mx() => Assert.Equal(
        PolicyId.Compute(Example),
        PolicyId.Compute(CreatePolicy(PolicyMode.Enforce, 1_209_600, "*.MX.example.net", "Mail.Example.COM", "mail.example.com")));

    private static Policy CreatePolicy(PolicyMode mode, int maxAge, params string[] mx) => new(mode, mx.Select(MxPattern.Parse), maxAge);
}
