namespace MtaSts.Functions.Tests.Policies;

public sealed class PolicyTests
{
    private static readonly MxPattern Mail = MxPattern.Parse("mail.example.com");
    private static readonly MxPattern Wildcard = MxPattern.Parse("*.example.net");

    public static TheoryData<string, Policy> Others { get; } = new()
    {
        { "the mode", new Policy(PolicyMode.Enforce, [Mail, Wildcard], 86_400) },
        { "the max_age", new Policy(PolicyMode.Testing, [Mail, Wildcard], 86_401) },
        { "an mx less", new Policy(PolicyMode.Testing, [Mail], 86_400) },
        { "another mx", new Policy(PolicyMode.Testing, [Mail, MxPattern.Parse("example.net")], 86_400) },
    };

    [Theory, InlineData(PolicyMode.Testing), InlineData(PolicyMode.Enforce)]
    public void A_policy_needs_an_mx(PolicyMode mode) =>
        Assert.Equal("mx", Assert.Throws<ArgumentException>(() => new Policy(mode, [], 86_400)).ParamName);

    [Fact]
    public void Mode_none_needs_no_mx() => Assert.Empty(new Policy(PolicyMode.None, [], 86_400).Mx);

    [Theory, InlineData(-1), InlineData(31_557_601), InlineData(int.MinValue), InlineData(int.MaxValue)]
    public void A_max_age_out_of_range_is_refused(int maxAge) =>
        Assert.Equal("maxAge", Assert.Throws<ArgumentOutOfRangeException>(() => new Policy(PolicyMode.Testing, [Mail], maxAge)).ParamName);

    [Theory, InlineData(0), InlineData(31_557_600)]
    public void A_max_age_at_the_edge_is_taken(int maxAge) => Assert.Equal(maxAge, new Policy(PolicyMode.Testing, [Mail], maxAge).MaxAge);

    [Theory, InlineData((PolicyMode)(-1)), InlineData((PolicyMode)3)]
    public void A_mode_that_does_not_exist_is_refused(PolicyMode mode) =>
        Assert.Equal("mode", Assert.Throws<ArgumentOutOfRangeException>(() => new Policy(mode, [Mail], 86_400)).ParamName);

    [Fact]
    public void The_mx_must_be_given() => Assert.Throws<ArgumentNullException>(() => new Policy(PolicyMode.None, null!, 86_400));

    [Fact]
    public void Policies_that_tell_the_same_are_equal_and_have_one_hash()
    {
        var one = new Policy(PolicyMode.Testing, [Mail, Wildcard], 86_400);
        var other = new Policy(PolicyMode.Testing, [Wildcard, MxPattern.Parse("MAIL.example.com"), Mail], 86_400);

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory, MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Policies_that_differ_in_a_term_are_not_equal(string difference, Policy other) =>
        Assert.False(new Policy(PolicyMode.Testing, [Mail, Wildcard], 86_400).Equals(other), difference);

    [Fact]
    public void A_policy_equals_nothing_that_is_no_policy()
    {
        var policy = new Policy(PolicyMode.Testing, [Mail], 86_400);

        Assert.False(policy.Equals(null));
        Assert.False(policy.Equals((object)"mail.example.com"));
    }

    [Theory, InlineData("mail.example.com", true), InlineData("MAIL.example.com.", true), InlineData("a.example.net", true)]
    [InlineData("example.net", false), InlineData("a.b.example.net", false), InlineData("other.example.com", false)]
    public void A_policy_covers_what_any_of_its_mx_covers(string host, bool covered) =>
        Assert.Equal(covered, new Policy(PolicyMode.Testing, [Mail, Wildcard], 86_400).Covers(host));

    [Fact]
    public void A_policy_without_mx_covers_nothing() => Assert.False(new Policy(PolicyMode.None, [], 86_400).Covers("mail.example.com"));

    [Theory, InlineData(PolicyMode.None, "none"), InlineData(PolicyMode.Testing, "testing"), InlineData(PolicyMode.Enforce, "enforce")]
    public void A_mode_and_its_word_lead_to_each_other(PolicyMode mode, string word)
    {
        Assert.Equal(word, mode.ToText());
        Assert.True(PolicyModes.TryParse(word, out var read));
        Assert.Equal(mode, read);
    }

    [Theory, InlineData("None"), InlineData(" none"), InlineData(""), InlineData("0")]
    public void Any_other_word_is_no_mode(string word)
    {
        Assert.False(PolicyModes.TryParse(word, out var mode));
        Assert.Null(mode);
    }

    [Fact]
    public void A_mode_that_does_not_exist_has_no_word() => Assert.Throws<ArgumentOutOfRangeException>(() => ((PolicyMode)3).ToText());
}
