using MtaSts.Checks;

namespace MtaSts.Functions.Tests.Checks;

public sealed class MxLookupTests
{
    private static readonly DomainName Domain = DomainName.Parse("contoso.com");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_hosts_come_in_the_order_of_preference_without_the_trailing_dot()
    {
        using var server = new MxServer(("contoso.com", ["first.example.com", "second.example.com"]));

        Assert.Equal(["first.example.com", "second.example.com"], await new MxLookup(server.EndPoint).FindAsync(Domain, Token));
    }

    [Fact]
    public async Task An_internationalised_domain_is_asked_for_in_a_label_form()
    {
        using var server = new MxServer(("xn--bcher-kva.example", ["mail.example.com"]));

        Assert.Equal(["mail.example.com"], await new MxLookup(server.EndPoint).FindAsync(DomainName.Parse("bücher.example"), Token));
    }

    [Fact]
    public async Task A_domain_that_does_not_exist_has_none()
    {
        using var server = new MxServer();

        Assert.Empty(await new MxLookup(server.EndPoint).FindAsync(Domain, Token));
    }

    [Fact]
    public async Task A_domain_without_an_mx_has_none()
    {
        using var server = new MxServer(("contoso.com", []));

        Assert.Empty(await new MxLookup(server.EndPoint).FindAsync(Domain, Token));
    }

    [Fact]
    public async Task A_domain_that_receives_no_mail_has_none()
    {
        using var server = new MxServer(("contoso.com", ["."]));

        Assert.Empty(await new MxLookup(server.EndPoint).FindAsync(Domain, Token));
    }

    [Fact]
    public async Task A_failure_is_not_an_absence()
    {
        using var server = new MxServer(("contoso.com", null));

        var exception = await Assert.ThrowsAsync<MxLookupException>(() => new MxLookup(server.EndPoint).FindAsync(Domain, Token));

        Assert.StartsWith("The MX of contoso.com could not be looked up: ", exception.Message, StringComparison.Ordinal);
    }
}
