using MtaSts.ExchangeOnline;

namespace MtaSts.Functions.Tests.Policies;

public sealed class ExchangeOnlineTests
{
    [Theory, InlineData("contoso-com.mail.protection.outlook.com", "*.mail.protection.outlook.com")]
    [InlineData("CONTOSO-com.Mail.Protection.Outlook.COM.", "*.mail.protection.outlook.com")]
    [InlineData("contoso-com.a-v1.mx.microsoft", "*.a-v1.mx.microsoft")]
    [InlineData("contoso-com.J-V1.MX.Microsoft.", "*.j-v1.mx.microsoft")]
    public void A_host_of_exchange_online_has_the_pattern_that_covers_it(string host, string pattern)
    {
        var found = ExchangeOnlineHosts.FindPattern(host);

        Assert.Equal(pattern, found?.ToString());
        Assert.True(found!.Matches(host));
    }

    [Theory, InlineData("mail.protection.outlook.com"), InlineData(".mail.protection.outlook.com")]
    [InlineData("a.b.mail.protection.outlook.com"), InlineData("mail.protection.outlook.com.evil.example")]
    [InlineData("contoso-com.mx.microsoft"), InlineData("a-v1.mx.microsoft"), InlineData("x.contoso-com.a-v1.mx.microsoft")]
    [InlineData("contoso-com.-v1.mx.microsoft"), InlineData("contoso-com.a.mx.microsoft"), InlineData("mail.example.com")]
    [InlineData("contoso-com.0123456789012345678901234567890123456789012345678901234567890123-v1.mx.microsoft"), InlineData("")]
    public void Any_other_host_has_none(string host) => Assert.Null(ExchangeOnlineHosts.FindPattern(host));

    [Fact]
    public void Several_hosts_have_each_pattern_once()
    {
        var patterns = ExchangeOnlineHosts.FindPatterns(
            ["a.mail.protection.outlook.com", "mail.example.com", "a.k-v1.mx.microsoft", "b.mail.protection.outlook.com"]);

        Assert.Equal(["*.mail.protection.outlook.com", "*.k-v1.mx.microsoft"], patterns.Select(pattern => pattern.ToString()));
    }
}
