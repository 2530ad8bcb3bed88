using MtaSts.Cli.Import;

namespace MtaSts.Functions.Tests.Import;

public sealed class ImportPlannerTests
{
    private const string Own = "Mode=enforce Mx=mail.contoso.com MaxAge=1209600";
    private const string Joined = "Mode=testing Template=exchange";
    private const string Url = "https://mta-sts.provider.example/.well-known/mta-sts.txt";

    private static readonly DomainName Domain = DomainName.Parse("contoso.com");
    private static readonly StoredTemplate Template =
        new() { Name = "exchange", Mx = [MxPattern.Parse("*.mail.example.net")], MaxAge = 1209600, Version = "t" };

    private static readonly Dictionary<string, StoredTemplate> Templates = new() { [Template.Name] = Template };

    private readonly List<ImportFault> faults = [];

    [Theory]
    [InlineData("a new domain starts in testing with two weeks", "Mx=mail.contoso.com", "", "testing mail.contoso.com 1209600")]
    [InlineData("a max_age may have a unit as in the options", "Mx=a.example MaxAge=14d", "", "testing a.example 1209600")]
    [InlineData("what is kept and invalid is replaced as if new", "Mx=a.example", "Mode=Testing", "testing a.example 1209600")]
    [InlineData("the row goes before the defaults", "Mx=a.example MaxAge=1209600", "", "testing a.example 1209600", "", "1d")]
    [InlineData("and they before what is kept", "Mode=none", Own, "none mail.contoso.com 86400", "testing", "1d")]
    [InlineData("one that joins a template takes its max_age and keeps its own mode", "Template=exchange",
        "Mode=enforce Mx=mail.contoso.com MaxAge=604800", "enforce *.mail.example.net 1209600")]
    [InlineData("one that joins a template with the same policy is changed all the same", "Template=exchange",
        "Mode=enforce Mx=*.mail.example.net MaxAge=1209600", "enforce *.mail.example.net 1209600")]
    [InlineData("a row with another policy than comes of the template", "Mode=testing Mx=*.mail.example.net MaxAge=1209601",
        "Mode=testing Template=exchange", "testing *.mail.example.net 1209601")]
    public void What_is_said_changes_a_domain(string why, string row, string kept, string policy, string mode = "", string maxAge = "")
    {
        var defaults = new PolicyEdit { Mode = mode is "" ? null : mode, MaxAge = maxAge is "" ? null : maxAge };

        var step = Plan(Columns(row), kept is "" ? null : Read(Columns(kept)), defaults)!;

        var after = step.After.Policy!;
        Assert.Equal((why, policy), (why, $"{after.Mode.ToText()} {string.Join(' ', after.Mx)} {after.MaxAge}"));
        Assert.True(step.IsChange);
        Assert.Equal(kept is "" ? null : "v", step.After.ToChange(step.Domain, step.Before, "ann", "because").Version);
        Assert.Equal(row.Contains("Template", Ordinal), step.After.Content is PolicyContent.Template { Name: "exchange", MaxAge: null });
    }

    [Theory]
    [InlineData("a row that says nothing", "", Own)]
    [InlineData("the very policy that comes of its template", "Mode=testing Mx=*.mail.example.net MaxAge=1209600", Joined)]
    [InlineData("a row that says nothing to a domain of a template", "", Joined)]
    [InlineData("an upstream stays where nothing is said and needs no default", "", $"Upstream={Url}", "enforce")]
    public void What_is_kept_stays(string why, string row, string kept, string? mode = null) =>
        Assert.False(Plan(Columns(row), Read(Columns(kept)), new PolicyEdit { Mode = mode })!.IsChange, why);

    [Fact]
    public void A_new_domain_of_Exchange_Online_has_the_mx_that_was_found() => Assert.Equal(
        "*.a-v1.mx.microsoft", Assert.Single(Plan(new(), found: ["*.a-v1.mx.microsoft"])!.After.Policy!.Mx).ToString());

    [Theory]
    [InlineData("a new domain", "", true)]
    [InlineData("one whose stored policy is invalid", "Mode=Testing", true)]
    [InlineData("one that is there", Own, false)]
    [InlineData("one with a template", Joined, false)]
    [InlineData("a new domain, with mx by the options", "", false, "mail.example.net")]
    [InlineData("a new domain, with a template by the options", "", false, null, "exchange")]
    public void Dns_is_asked_only_for_what_nothing_else_says(
        string why, string kept, bool isAsked, string? mx = null, string? template = null)
    {
        var planner = new ImportPlanner(new PolicyEdit { Mx = mx is null ? null : [mx], Template = template }, Templates);
        var row = new ImportRow("domains.csv", 7, "contoso.com", new()) { TakesMxFromDns = true };

        Assert.Equal((why, isAsked), (why, planner.IsMxInDns(row, kept is "" ? null : Read(Columns(kept)))));
    }

    [Theory, InlineData("testing", "Mode=testing Template=exchange MaxAge=86400"), InlineData("enforce", null)]
    public void Mx_and_max_age_that_come_of_a_template_are_not_the_domains_own(string mode, string? kept) => Assert.Equal(
        new PolicyContent.Template("exchange", Enum.Parse<PolicyMode>(mode, ignoreCase: true), null),
        Plan(Columns($"Mode={mode} Template=exchange Mx=*.mail.example.net MaxAge=1209600"), kept is null ? null : Read(Columns(kept)),
            isResolved: true)!.After.Content);

    [Theory, InlineData($"Upstream={Url} Mode=testing", null), InlineData("Mode=testing", $"Upstream={Url}")]
    public void An_upstream_beside_anything_else_is_a_fault(string row, string? kept)
    {
        Assert.Null(Plan(Columns(row), kept is null ? null : Read(Columns(kept))));

        Assert.Equal("MTASTS171", Assert.Single(faults).Finding.Code);
    }

    [Fact]
    public void An_upstream_needs_no_default() => Assert.Equal(
        new PolicyContent.Upstream(new Uri(Url)),
        Plan(new() { Upstream = Url }, defaults: new PolicyEdit { Mode = "enforce" })!.After.Content);

    [Fact]
    public void Other_mx_than_those_of_the_template_are_a_fault()
    {
        Assert.Null(Plan(new() { Mode = "enforce", Template = "exchange", Mx = "mail.contoso.com", MaxAge = "1209600" }, isResolved: true));

        Assert.Equal("domains.csv: MTASTS171 error line 7: contoso.com: There is a template beside other parts of a policy. Keep one of: "
            + "Mx with Mode and MaxAge, Template, Upstream. (docs/architecture.md, Data)", Assert.Single(faults).ToString());
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

    private static PolicyColumns Columns(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).ToDictionary(
            part => part[0], part => part[1]);
        return new()
        {
            Mode = parts.GetValueOrDefault("Mode"),
            Mx = parts.GetValueOrDefault("Mx"),
            MaxAge = parts.GetValueOrDefault("MaxAge"),
            Template = parts.GetValueOrDefault("Template"),
            Upstream = parts.GetValueOrDefault("Upstream"),
        };
    }

    private static StoredPolicy Read(PolicyColumns columns) =>
        columns.Read(Domain, columns.Template is null ? null : Template) with { Version = "v" };

    private ImportStep? Plan(PolicyColumns columns, StoredPolicy? kept = null, PolicyEdit? defaults = null, bool isResolved = false,
        string[]? found = null)
    {
        var planner = new ImportPlanner(defaults ?? new(), Templates, 32_768);
        var row = new ImportRow("domains.csv", 7, "contoso.com", columns) { IsResolved = isResolved };
        return planner.Plan(Domain, row, kept, faults, found);
    }
}
