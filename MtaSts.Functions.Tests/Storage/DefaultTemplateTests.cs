namespace MtaSts.Functions.Tests.Storage;

public sealed class DefaultTemplateTests
{
    private static readonly DateTimeOffset Since = new(2026, 11, 22, 10, 30, 0, TimeSpan.Zero);

    [Theory, InlineData("MtaSts__DefaultTemplate"), InlineData("MtaSts:DefaultTemplate")]
    public void A_template_that_is_named_alone_is_for_all_domains_in_testing(string setting)
    {
        var template = DefaultTemplate.Read(name => name == setting ? " exchange " : null);

        Assert.Equal(("exchange", PolicyMode.Testing, 0), (template!.Name, template.Mode, template.Domains.Count));
    }

    [Theory, InlineData(null, null, null), InlineData("", "enforce", "contoso.com"), InlineData(" ", "", "")]
    public void Without_a_template_there_is_no_default(string? template, string? mode, string? domains) =>
        Assert.Null(Read(template, mode, domains));

    [Theory, InlineData("enforce", PolicyMode.Enforce), InlineData("Testing", PolicyMode.Testing), InlineData("none", PolicyMode.None)]
    public void The_mode_is_read_in_any_case(string text, PolicyMode mode) => Assert.Equal(mode, Read("exchange", text)!.Mode);

    [Theory, InlineData("contoso.com fabrikam.com"), InlineData("contoso.com,fabrikam.com"), InlineData(" contoso.com;\n fabrikam.com ; ")]
    [InlineData("CONTOSO.com., Fabrikam.COM, contoso.com")]
    public void Domains_are_separated_by_blanks_commas_or_semicolons_and_written_in_any_case(string text) =>
        Assert.Equal(["contoso.com", "fabrikam.com"], Read("exchange", domains: text)!.Domains.Select(domain => domain.Ascii));

    [Theory, InlineData("contoso.com", true), InlineData("a.contoso.com", true), InlineData("b.a.contoso.com", true)]
    [InlineData("A.Contoso.COM.", true), InlineData("evilcontoso.com", false), InlineData("contoso.com.evil.example", false)]
    [InlineData("contoso.co", false), InlineData("com.example", false), InlineData("a.evilcontoso.com", false)]
    [InlineData("bücher.example", true), InlineData("xn--bcher-kva.example", true), InlineData("shop.bücher.example", true)]
    [InlineData("bucher.example", false)]
    public void Domains_are_covered_by_whole_labels(string domain, bool isCovered) =>
        Assert.Equal(isCovered, Read("exchange", domains: "Contoso.com. bücher.example")!.Covers(DomainName.Parse(domain)));

    [Theory, InlineData("contoso.com"), InlineData("any.example")]
    public void Without_domains_all_are_covered(string domain) => Assert.True(Read("exchange")!.Covers(DomainName.Parse(domain)));

    [Theory]
    [InlineData(
        "My Template", null, null,
        "MtaSts__DefaultTemplate is 'My Template', which cannot be the name of a template. Use 1 to 40 lower-case letters, digits and "
        + "hyphens.")]
    [InlineData(
        "exchange", "on", null, "MtaSts__DefaultMode is 'on', which is not a mode. Use enforce, testing or none.")]
    [InlineData(
        "exchange", null, "contoso.com *.contoso.com",
        "MtaSts__DefaultDomains has '*.contoso.com', which is not a domain name: it contains a character other than letters, digits, "
        + "hyphens and dots. Write names such as contoso.com, which stands for itself and all domains below it.")]
    [InlineData(
        "exchange", null, "com",
        "MtaSts__DefaultDomains has 'com', which is not a domain name: it has only one label. Write names such as contoso.com, which "
        + "stands for itself and all domains below it.")]
    [InlineData(
        "exchange", null, " ; ",
        "MtaSts__DefaultDomains has no domain name in it. Write one, or remove the setting for all domains.")]
    public void A_setting_that_cannot_be_used_is_refused_with_what_to_write(
        string template, string? mode, string? domains, string message) =>
        Assert.Equal(message, Assert.Throws<StoreSettingsException>(() => Read(template, mode, domains)).Message);

    [Fact]
    public void All_faults_are_told_each_in_a_line_even_where_there_is_no_default()
    {
        var exception = Assert.Throws<StoreSettingsException>(() => Read("", "on", ".contoso.com -"));

        Assert.Equal(3, exception.Message.Split('\n').Length);
    }

    [Fact]
    public void A_domain_has_the_policy_of_the_template_in_the_mode_of_the_settings_and_the_id_of_its_time()
    {
        var stored = Read("exchange", "enforce")!.Apply(DomainName.Parse("contoso.com"), CreateTemplate());

        Assert.Equal(new Policy(PolicyMode.Enforce, [MxPattern.Parse("mail.example")], 604800), stored.Policy);
        Assert.Equal(new PolicyContent.Template("exchange", PolicyMode.Enforce, null), stored.Content);
        Assert.Equal((PolicyId.Create(Since, stored.Policy!), (DateTimeOffset?)Since), (stored.Id, stored.Since));
    }

    [Fact]
    public void A_template_that_does_not_exist_gives_no_policy_and_says_so()
    {
        var stored = Read("exchange")!.Apply(DomainName.Parse("contoso.com"), template: null);

        Assert.Equal((null, null), (stored.Policy, stored.Id));
        Assert.Equal(["MTASTS173"], stored.Findings.Select(finding => finding.Code));
    }

    private static DefaultTemplate? Read(string? template, string? mode = null, string? domains = null) => DefaultTemplate.Read(
        setting => setting switch
        {
            "MtaSts__DefaultTemplate" => template,
            "MtaSts__DefaultMode" => mode,
            "MtaSts__DefaultDomains" => domains,
            _ => null,
        });

    private static StoredTemplate CreateTemplate() => new()
    {
        Name = "exchange",
        Mx = [MxPattern.Parse("mail.example")],
        MaxAge = 604800,
        Version = "1",
        Since = Since,
    };
}
