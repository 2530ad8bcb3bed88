namespace MtaSts.Functions.Tests.Storage;

public sealed class PolicyEditTests
{
    private static readonly StoredTemplate Template =
        new() { Name = "shared", Mx = [MxPattern.Parse("mx.shared.example")], MaxAge = 1_209_600, Version = "1" };

    [Fact]
    public void A_new_domain_starts_in_testing_with_two_weeks()
    {
        var draft = new PolicyEdit { Mx = ["mail.example.com"] }.Apply(null, null);

        Assert.Equal(new PolicyContent.Inline(CreatePolicy(PolicyMode.Testing, "mail.example.com", 1_209_600)), draft.Content);
        Assert.Empty(draft.Findings);
    }

    [Fact]
    public void Only_what_is_said_changes()
    {
        Policy? Apply(PolicyEdit edit) => edit.Apply(Stored(PolicyMode.Testing, "mail.example.com", 86_400), null).Policy;

        Assert.Equal(CreatePolicy(PolicyMode.None, "mail.example.com", 86_400), Apply(new() { Mode = "none" }));
        Assert.Equal(CreatePolicy(PolicyMode.Testing, "mx.example.net", 86_400), Apply(new() { Mx = ["mx.example.net"] }));
        Assert.Equal(CreatePolicy(PolicyMode.Testing, "mail.example.com", 172_800), Apply(new() { MaxAge = "2d" }));
    }

    [Fact]
    public void A_template_gives_mx_and_max_age_and_leaves_the_mode()
    {
        var draft = new PolicyEdit { Template = "shared" }.Apply(Stored(PolicyMode.Enforce, "mail.example.com", 86_400), Template);

        Assert.Equal(Shared(null), draft.Content);
        Assert.Equal(CreatePolicy(PolicyMode.Enforce, "mx.shared.example", 1_209_600), draft.Policy);
    }

    [Fact]
    public void A_domain_may_have_a_max_age_of_its_own_beside_a_template()
    {
        var first = new PolicyEdit { Template = "shared", MaxAge = "3d" }.Apply(null, Template);
        var current = Stored(PolicyMode.Testing, "mx.shared.example", 259_200) with { Content = first.Content };

        var draft = new PolicyEdit { Mode = "enforce" }.Apply(current, null);

        Assert.Equal(new PolicyContent.Template("shared", PolicyMode.Enforce, 259_200), draft.Content);
    }

    [Fact]
    public void An_mx_ends_the_use_of_a_template_and_keeps_the_rest()
    {
        var current = Stored(PolicyMode.Enforce, "mx.shared.example", 1_209_600) with { Content = Shared(null) };

        var draft = new PolicyEdit { Mx = ["mail.example.com"] }.Apply(current, null);

        Assert.Equal(new PolicyContent.Inline(CreatePolicy(PolicyMode.Enforce, "mail.example.com", 1_209_600)), draft.Content);
    }

    [Theory, InlineData("on", "mail.example.com", "1d", "MTASTS115"), InlineData("testing", "bad_name", "1d", "MTASTS120")]
    [InlineData("testing", "", "1d", "MTASTS119"), InlineData("testing", "mail.example.com", "a week", "MTASTS117")]
    [InlineData("testing", "mail.example.com", "54w", "MTASTS118")]
    public void What_is_invalid_has_a_finding_and_no_content(string mode, string mx, string maxAge, string code)
    {
        var draft = new PolicyEdit { Mode = mode, Mx = [mx], MaxAge = maxAge }.Apply(null, null);

        Assert.Null(draft.Content);
        Assert.Equal(code, Assert.Single(draft.Findings, finding => finding.Severity == Severity.Error).Code);
    }

    [Fact]
    public void A_template_that_does_not_exist_is_a_finding()
    {
        var draft = new PolicyEdit { Template = "missing" }.Apply(null, null);

        Assert.Null(draft.Content);
        Assert.Equal("MTASTS173", Assert.Single(draft.Findings).Code);
    }

    [Fact]
    public void An_upstream_is_the_url_of_a_policy_or_a_finding()
    {
        var url = "https://mta-sts.provider.example/.well-known/mta-sts.txt";

        Assert.Equal(new PolicyContent.Upstream(new Uri(url)), new PolicyEdit { Upstream = url }.Apply(null, null).Content);
        Assert.Equal("MTASTS174", Assert.Single(new PolicyEdit { Upstream = "https://provider.example/" }.Apply(null, null).Findings).Code);
    }

    [Fact]
    public void A_template_edit_leaves_what_it_does_not_say()
    {
        var draft = new TemplateEdit { MaxAge = "3d" }.Apply(Template);

        Assert.Equal(("mx.shared.example", 259_200), (Assert.Single(draft.Mx).ToString(), draft.MaxAge));
    }

    [Fact]
    public void A_template_without_an_mx_is_invalid()
    {
        var draft = new TemplateEdit { MaxAge = "3d" }.Apply(null);

        Assert.Null(draft.MaxAge);
        Assert.Equal("MTASTS119", Assert.Single(draft.Findings).Code);
    }

    [Fact]
    public void A_max_age_of_the_domains_own_outlives_a_change_of_its_template()
    {
        var draft = new TemplateEdit { MaxAge = "3d" }.Apply(Template);
        var own = Stored(PolicyMode.Enforce, "mx.shared.example", 86_400) with { Content = Shared(86_400) };
        var shared = own with { Content = Shared(null) };

        Assert.Equal(86_400, draft.CreatePolicy(own).MaxAge);
        Assert.Equal(259_200, draft.CreatePolicy(shared).MaxAge);
    }

    private static PolicyContent.Template Shared(int? maxAge) => new("shared", PolicyMode.Enforce, maxAge);
    private static Policy CreatePolicy(PolicyMode mode, string mx, int maxAge) => new(mode, [MxPattern.Parse(mx)], maxAge);

    private static StoredPolicy Stored(PolicyMode mode, string mx, int maxAge) => new()
    {
        Domain = DomainName.Parse("example.com"),
        Content = new PolicyContent.Inline(CreatePolicy(mode, mx, maxAge)),
        Policy = CreatePolicy(mode, mx, maxAge),
        Version = "1",
    };
}
