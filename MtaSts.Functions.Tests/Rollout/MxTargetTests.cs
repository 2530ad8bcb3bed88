using MtaSts.Rollout;

namespace MtaSts.Functions.Tests.Rollout;

public sealed class MxTargetTests
{
    [Theory]
    [InlineData("10 MX.example.net.", "--to mx.example.net")]
    [InlineData("mx1.example.net,mx2.example.net:25", "--to mx1.example.net --to mx2.example.net")]
    [InlineData("mx.b\u00fccher.example", "--to mx.xn--bcher-kva.example")]
    [InlineData("*.mx.example.net", "--to \"*.mx.example.net\"")]
    [InlineData("Contoso-com.mail.protection.outlook.com.", "--to contoso-com.mail.protection.outlook.com")]
    [InlineData("exchange-online", "--to exchange-online")]
    public void A_target_is_taken_as_people_write_it_and_said_as_it_was_taken(string text, string options) =>
        Assert.Equal(options, MxTarget.Parse([text]).Options);

    [Theory]
    [InlineData("", "'' is not a host, a pattern such as *.mx.example.net, or exchange-online: it is empty.")]
    [InlineData(",", "'' is not a host, a pattern such as *.mx.example.net, or exchange-online: it is empty.")]
    [InlineData("https://mx.example.net/", "'https://mx.example.net/' is not a host, a pattern such as *.mx.example.net, or "
        + "exchange-online: it is a URL; write only the name of the host that receives mail.")]
    [InlineData("user@example.net", "'user@example.net' is not a host, a pattern such as *.mx.example.net, or exchange-online: it is a "
        + "mail address; write the host that receives mail, as the MX record of the domain names it.")]
    public void Anything_else_is_refused_with_what_to_write(string text, string fault)
    {
        Assert.False(MxTarget.TryParse([text], out _, out var said));
        Assert.Equal(fault, said);
    }

    [Fact]
    public void A_host_of_exchange_online_is_kept_as_named_and_covered_by_the_pattern_that_lasts()
    {
        var target = MxTarget.Parse(["contoso-com.mail.protection.outlook.com."]);

        Assert.Equal("contoso-com.mail.protection.outlook.com", target.HostOfOneDomain);
        Assert.Equal("contoso-com.mail.protection.outlook.com", target.Text);
    }
}
