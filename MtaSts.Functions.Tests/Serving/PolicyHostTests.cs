using CsCheck;
using MtaSts.Serving.Answers;

namespace MtaSts.Functions.Tests.Serving;

public sealed class PolicyHostTests
{
    public static TheoryData<string, string?> NoPolicyHosts => BadHosts.All;

    [Theory, InlineData("mta-sts.example.com"), InlineData("MTA-STS.Example.COM"), InlineData("mta-sts.example.com.")]
    [InlineData("mta-sts.example.com:443"), InlineData("mta-sts.example.com:"), InlineData("mta-sts.example.com.:7071")]
    public void A_policy_host_names_its_domain(string host)
    {
        Assert.True(PolicyHost.TryGetDomain(host, out var domain));
        Assert.Equal("example.com", domain.Ascii);
    }

    [Theory, InlineData("mta-sts.xn--bcher-kva.example", "xn--bcher-kva.example"), InlineData("mta-sts.mta-sts.example", "mta-sts.example")]
    [InlineData("mta-sts.a.b.c.d.example", "a.b.c.d.example")]
    public void The_domain_is_all_that_follows_the_prefix(string host, string domain)
    {
        Assert.True(PolicyHost.TryGetDomain(host, out var found));
        Assert.Equal(domain, found.Ascii);
    }

    [Fact]
    public void Any_text_gives_an_answer_and_a_domain_only_where_the_prefix_is() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["mta-s.:[]%019\u00fc "], 0, 300].Select(text => "mta-sts." + text)).Sample(text =>
        {
            if (PolicyHost.TryGetDomain(text, out var domain))
            {
                Assert.StartsWith($"mta-sts.{domain}", text, StringComparison.OrdinalIgnoreCase);
                Assert.True(DomainName.TryParse(domain.Ascii, out _, out _));
            }
        });

    [Theory, MemberData(nameof(NoPolicyHosts))]
    public void Anything_else_names_none(string what, string? host) => Assert.False(PolicyHost.TryGetDomain(host, out _), what);
}
