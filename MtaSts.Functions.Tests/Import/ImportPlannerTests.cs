using MtaSts.Cli.Import;

namespace MtaSts.Functions.Tests.Import;

public sealed class ImportPlannerTests
{
    private static readonly DomainName Domain = DomainName.Parse("contoso.com");
    private static readonly StoredTemplate Template =
        new() { Name = "exchange", Mx = [MxPattern.Parse("*.mail.example.net")], MaxAge = 1209600, Version = "t" };

    private readonly List<ImportFault> faults = [];

    [Fact]
    public void A_new_domain_starts_in_testing_with_a_week()
    {
        var step = Plan(new() { Mx = "mail.contoso.com" });

        Assert.Equal(new Policy(PolicyMode.Testing, [MxPattern.Parse("mail.contoso.com")], 604800), step!.After.Policy);
        Assert.True(step.IsChange);
    }

    [Fact]
    public void A_new_domain_of_Exchange_Online_has_its_mx()
    {
        var step = Plan(new(), isExchangeOnline: true);

        Assert.Equal("*.mail.protection.outlook.com", Assert.Single(step!.After.Policy!.Mx).ToString());
    }

    [Fact]
    public void A_row_that_says_nothing_changes_nothing() =>
        Assert.False(Plan(new(), kept: Own(PolicyMode.Enforce, "mail.contoso.com", 1209600), isExchangeOnline: true)!.IsChange);

    [Fact]
    public void The_row_goes_before_the_defaults_and_they_before_what_is_kept()
    {
        var step = Plan(new() { Mode = "none" }, Own(PolicyMode.Enforce, "mail.contoso.com", 1209600),
            new PolicyEdit { Mode = "testing", MaxAge = "1d" });

        Assert.Equal((PolicyMode.None, 86400), (step!.After.Policy!.Mode, step.After.Policy.MaxAge));
        Assert.Equal("v", step.After.ToChange(step.Domain, step.Before, "ann", "because").Version);
    }

    [Fact]
    public void The_max_age_of_the_row_goes_before_that_of_the_options() =>
        Assert.Equal(1209600,
            Plan(new() { Mx = "mail.contoso.com", MaxAge = "1209600" }, defaults: new PolicyEdit { MaxAge = "1d" })!.After.Policy!.MaxAge);

    [Fact]
    public void A_max_age_may_have_a_unit_as_in_the_options() =>
        Assert.Equal(1209600, Plan(new() { Mx = "mail.contoso.com", MaxAge = "14d" })!.After.Policy!.MaxAge);

    [Fact]
    public void A_domain_gives_up_its_own_max_age_when_the_row_has_what_comes_of_the_template()
    {
        var stored = Read(new() { Mode = "testing", Template = "exchange", MaxAge = "86400" });

        var step = Plan(
            new() { Mode = "testing", Template = "exchange", Mx = "*.mail.example.net", MaxAge = "1209600" }, stored, isResolved: true);

        Assert.Equal(new PolicyContent.Template("exchange", PolicyMode.Testing, null), step!.After.Content);
    }

    [Fact]
    public void An_upstream_beside_anything_else_is_a_fault()
    {
        const string Url = "https://mta-sts.provider.example/.well-known/mta-sts.txt";

        Assert.Null(Plan(new() { Upstream = Url, Mode = "testing" }));
        Assert.Null(Plan(new() { Mode = "testing" }, Read(new() { Upstream = Url })));

        Assert.Equal(["MTASTS171", "MTASTS171"], faults.Select(fault => fault.Finding.Code));
    }

    [Fact]
    public void A_domain_that_joins_a_template_takes_its_max_age_and_keeps_its_own_mode()
    {
        var step = Plan(new() { Template = "exchange" }, Own(PolicyMode.Enforce, "mail.contoso.com", 604800));

        Assert.Equal(new PolicyContent.Template("exchange", PolicyMode.Enforce, null), step!.After.Content);
        Assert.Equal(1209600, step.After.Policy!.MaxAge);
        Assert.True(step.IsChange);
    }

    [Fact]
    public void A_domain_that_joins_a_template_with_the_same_policy_is_changed_all_the_same() =>
        Assert.True(Plan(new() { Template = "exchange" }, Own(PolicyMode.Enforce, "*.mail.example.net", 1209600))!.IsChange);

    [Fact]
    public void A_domain_keeps_its_template_when_the_row_has_the_very_policy_that_comes_of_it()
    {
        var kept = Read(new() { Mode = "testing", Template = "exchange" });

        Assert.False(Plan(new() { Mode = "testing", Mx = "*.mail.example.net", MaxAge = "1209600" }, kept)!.IsChange);
        Assert.True(Plan(new() { Mode = "testing", Mx = "*.mail.example.net", MaxAge = "1209601" }, kept)!.IsChange);
        Assert.False(Plan(new(), kept)!.IsChange);
    }

    [Fact]
    public void Mx_and_max_age_that_come_of_a_template_are_not_the_domains_own()
    {
        var step = Plan(new() { Mode = "enforce", Template = "exchange", Mx = "*.mail.example.net", MaxAge = "1209600" }, isResolved: true);

        Assert.Equal(new PolicyContent.Template("exchange", PolicyMode.Enforce, null), step!.After.Content);
    }

    [Fact]
    public void Other_mx_than_those_of_the_template_are_a_fault()
    {
        Assert.Null(Plan(new() { Mode = "enforce", Template = "exchange", Mx = "mail.contoso.com", MaxAge = "1209600" }, isResolved: true));

        Assert.Equal(
            "domains.csv: MTASTS171 error line 7: contoso.com: There is a template beside other parts of a policy. Keep one of: Mx "
            + "with Mode and MaxAge, Template, Upstream. (docs/architecture.md, Data)", Assert.Single(faults).ToString());
    }

    [Fact]
    public void An_upstream_stays_where_nothing_is_said_and_needs_no_default()
    {
        const string Url = "https://mta-sts.provider.example/.well-known/mta-sts.txt";

        Assert.False(Plan(new(), Read(new() { Upstream = Url }), new PolicyEdit { Mode = "enforce" })!.IsChange);
        Assert.Equal(new PolicyContent.Upstream(new Uri(Url)),
            Plan(new() { Upstream = Url }, defaults: new PolicyEdit { Mode = "enforce" })!.After.Content);
    }

    [Fact]
    public void What_is_kept_and_invalid_is_replaced_as_if_it_were_new()
    {
        var step = Plan(new() { Mx = "mail.contoso.com" }, Read(new() { Mode = "Testing" }));

        Assert.Equal(PolicyMode.Testing, step!.After.Policy!.Mode);
        Assert.True(step.IsChange);
    }

    [Theory]
    [InlineData("testing", null, null, null, "MTASTS119")]
    [InlineData("Testing", "mail.contoso.com", null, null, "MTASTS115")]
    [InlineData("testing", "mail_1.contoso.com", null, null, "MTASTS120")]
    [InlineData("testing", "mail.contoso.com", "1y", null, "MTASTS117")]
    [InlineData("testing", null, null, "missing", "MTASTS173")]
    [InlineData("testing", null, null, "No Name", "MTASTS172")]
    public void Faults_have_the_codes_of_policies_and_rows(string mode, string? mx, string? maxAge, string? template, string code)
    {
        Assert.Null(Plan(new() { Mode = mode, Mx = mx, MaxAge = maxAge, Template = template }));

        Assert.Equal((code, 7), (Assert.Single(faults).Finding.Code, faults[0].Finding.Line));
    }

    [Fact]
    public void Mx_that_no_row_can_hold_are_a_fault()
    {
        Assert.Null(Plan(new() { Mx = string.Join(' ', Enumerable.Range(0, 1800).Select(i => $"mail{i}.contoso.com")) }));

        Assert.Equal("MTASTS189", Assert.Single(faults).Finding.Code);
    }

    private static StoredPolicy Own(PolicyMode mode, string mx, int maxAge) => Read(
        new() { Mode = mode.ToText(), Mx = mx, MaxAge = $"{maxAge}" });

    private static StoredPolicy Read(PolicyColumns columns) =>
        columns.Read(Domain, columns.Template is null ? null : Template) with { Version = "v" };

    private ImportStep? Plan(
        PolicyColumns columns, StoredPolicy? kept =
            null, PolicyEdit? defaults = null, bool isExchangeOnline = false, bool isResolved = false)
    {
        var planner = new ImportPlanner(
            defaults ?? new PolicyEdit(), new Dictionary<string, StoredTemplate> { [Template.Name] = Template });
        var row = new ImportRow("domains.csv", 7, "contoso.com", columns) { IsExchangeOnline = isExchangeOnline, IsResolved = isResolved };
        return planner.Plan(Domain, row, kept, faults);
    }
}
