using CsCheck;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Upstream;

public sealed class WeakerPolicyTests
{
    private static readonly string[] Patterns =
        ["a.example", "mx.a.example", "*.a.example", "b.example", "mx.b.example", "*.b.example", "*.mx.a.example"];

    private static readonly string[] Hosts =
        ["a.example", "mx.a.example", "other.a.example", "mx.mx.a.example", "b.example", "mx.b.example", "c.example"];

    private static readonly Gen<Policy> Policies = Gen.Select(
        Gen.Enum<PolicyMode>(),
        Gen.OneOf([.. Patterns.Select(pattern => Gen.Const(pattern))]).Array[1, 4],
        (mode, mx) => new Policy(mode, mx.Distinct().Select(MxPattern.Parse), 86400));

    [Theory]
    [InlineData("enforce a.example b.example", "enforce b.example a.example", null)]
    [InlineData("enforce a.example", "enforce a.example b.example", null)]
    [InlineData("enforce mx.a.example", "enforce *.a.example", null)]
    [InlineData("testing a.example", "enforce a.example", null)]
    [InlineData("none a.example", "testing b.example a.example", null)]
    [InlineData("enforce *.a.example", "enforce mx.a.example", "it no longer covers *.a.example")]
    [InlineData("enforce a.example b.example", "enforce b.example", "it no longer covers a.example")]
    [InlineData("testing a.example", "testing b.example", "it no longer covers a.example")]
    [InlineData("enforce a.example", "testing a.example", "its mode is testing and was enforce")]
    [InlineData("enforce a.example", "none a.example", "its mode is none and was enforce")]
    [InlineData("testing a.example", "none a.example", "its mode is none and was testing")]
    [InlineData("enforce a.example", "testing b.example", "its mode is testing and was enforce; it no longer covers a.example")]
    public void A_policy_is_weaker_by_its_mode_or_by_a_host_that_it_lost(string before, string after, string? said) =>
        Assert.Equal(said, WeakerPolicy.Describe(Create(before), Create(after)));

    [Fact]
    public void One_that_is_not_weaker_covers_each_host_that_the_one_before_covered() => Gen.Select(Policies, Policies).Sample(
        (before, after) =>
        {
            if (WeakerPolicy.Describe(before, after) is null && after.Mode != PolicyMode.None)
            {
                Assert.All(Hosts.Where(before.Covers), host => Assert.True(after.Covers(host)));
                Assert.True(after.Mode >= before.Mode);
            }
        });

    [Fact]
    public void None_is_weaker_than_itself() =>
        Policies.Sample(policy => Assert.Null(WeakerPolicy.Describe(policy, policy)));

    private static Policy Create(string text)
    {
        var words = text.Split(' ');
        Assert.True(PolicyModes.TryParse(words[0], out var mode));
        return new Policy(mode.Value, words[1..].Select(MxPattern.Parse), 86400);
    }
}
