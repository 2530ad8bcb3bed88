using MtaSts.ExchangeOnline;

namespace MtaSts.Functions.Tests.Policies;

public sealed class ExchangeOnlineTests
{
    public static TheoryData<string> SeenLetters { get; } = [.. "abcehiloPR".Select(letter => $"{letter}")];

    [Theory, InlineData("contoso-com.mail.protection.outlook.com", "*.mail.protection.outlook.com")]
    [InlineData("CONTOSO-com.Mail.Protection.Outlook.COM.", "*.mail.protection.outlook.com")]
    [InlineData("contoso.mail.protection.office365.us", "*.mail.protection.office365.us")]
    [InlineData("abc123.mail.protection.partner.outlook.cn", "*.mail.protection.partner.outlook.cn")]
    [InlineData("contoso-de.mail.protection.outlook.de", "*.mail.protection.outlook.de")]
    [InlineData("contoso-com.mail.eo.outlook.com", "*.mail.eo.outlook.com")]
    [InlineData("contoso-com.a-v1.mx.microsoft", "*.a-v1.mx.microsoft")]
    [InlineData("contoso-com.J-V1.MX.Microsoft.", "*.j-v1.mx.microsoft")]
    public void A_host_of_exchange_online_has_the_pattern_that_covers_it(string host, string pattern)
    {
        Assert.Equal(pattern, ExchangeOnlineHosts.FindPattern(host));
        Assert.True(MxPattern.Parse(pattern).Matches(host));
        Assert.False(ExchangeOnlineHosts.IsOfUnknownForm(host));
    }

    [Theory, MemberData(nameof(SeenLetters))]
    public void Every_letter_that_was_seen_is_known(string letter) => Assert.Equal(
        $"*.{letter.ToLowerInvariant()}-v1.mx.microsoft", ExchangeOnlineHosts.FindPattern($"contoso-com.{letter}-v1.mx.microsoft"));

    [Theory, InlineData("mail.example.com"), InlineData(""), InlineData("mail.protection.outlook.com.evil.example")]
    [InlineData("outlook.contoso.com"), InlineData("mx.outlook.contoso.com"), InlineData("contoso-com.mx.microsoft.example.com")]
    [InlineData("mx1.pphosted.com"), InlineData("outlook"), InlineData("notoutlook.com")]
    public void A_host_of_others_has_none(string host)
    {
        Assert.Null(ExchangeOnlineHosts.FindPattern(host));
        Assert.False(ExchangeOnlineHosts.IsOfUnknownForm(host));
    }

    [Theory, InlineData("mail.protection.outlook.com"), InlineData(".mail.protection.outlook.com")]
    [InlineData("outlook-com.olc.outlook.com"), InlineData("a.b.mail.protection.outlook.com"), InlineData("MX.Outlook.DE.")]
    [InlineData("contoso.mail.protection.office365.com"), InlineData("contoso-com.mail.protection.outlook.co")]
    [InlineData("contoso-com.mx.microsoft"), InlineData("a-v1.mx.microsoft"), InlineData("x.contoso-com.a-v1.mx.microsoft")]
    [InlineData("contoso-com.-v1.mx.microsoft"), InlineData("contoso-com.a.mx.microsoft"), InlineData("contoso-com.a-v2.mx.microsoft")]
    [InlineData("contoso-com.ab-v1.mx.microsoft"), InlineData("contoso-com.1-v1.mx.microsoft"), InlineData("mail.microsoft.com")]
    public void A_name_of_microsofts_in_another_form_is_not_guessed_at(string host)
    {
        Assert.Null(ExchangeOnlineHosts.FindPattern(host));
        Assert.True(ExchangeOnlineHosts.IsOfUnknownForm(host));
    }

    [Theory, InlineData("contoso.onmicrosoft.com", true), InlineData("CONTOSO.OnMicrosoft.com", true), InlineData("onmicrosoft.com", false)]
    [InlineData("contoso.mail.onmicrosoft.com", true), InlineData("contoso.onmicrosoft.us", true), InlineData("contoso.com", false)]
    [InlineData("contoso.partner.onmschina.cn", true), InlineData("contoso.onmicrosoft.de", true)]
    public void The_domain_that_a_tenant_comes_with_is_known(string domain, bool isInitial) =>
        Assert.Equal(isInitial, ExchangeOnlineHosts.IsInitialDomain(domain));
}
