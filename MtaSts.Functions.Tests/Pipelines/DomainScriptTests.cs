using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>Domains of the app: <c>eng/bound-domains.sh</c>, <c>eng/domain-parameters.sh</c>, <c>eng/dns-parameters.sh</c>.</summary>
public sealed class DomainScriptTests : ScriptSandbox
{
    private const string Create = "deployment group create *";
    private const string Parameters = "artifacts/domains.bicepparam";
    private const string Records = "artifacts/dns.bicepparam";
    private const string Remember = "cat artifacts/domains.bicepparam >>seen";

    private readonly DnsZone zone = new();
    private readonly DnsServer dns;

    public DomainScriptTests() => dns = new DnsServer(zone);

    public override ValueTask DisposeAsync()
    {
        dns.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Bound_domains_are_the_policy_hosts_that_have_tls()
    {
        var az = Fake("az").Answer(
            "resource show *",
            "Disabled\tapp.azurewebsites.net\r\nSniEnabled\tmta-sts.fabrikam.com\r\nSniEnabled\tMTA-STS.Contoso.com\r\n"
            + "Disabled\tmta-sts.adatum.com\r\nSniEnabled\twww.contoso.com\r\n");

        var result = await RunAsync("bound-domains.sh", "--resource-group", "rg", "--app", "app");

        Assert.Equal((0, "contoso.com\nfabrikam.com\n"), (result.ExitCode, result.Output));
        Assert.Equal(
            "resource show --resource-group rg --name app --resource-type Microsoft.Web/sites "
            + "--query properties.hostNameSslStates[].[sslState,name] --output tsv",
            Assert.Single(az.Calls));
    }

    [Fact]
    public async Task An_app_may_have_bound_none()
    {
        Fake("az").Answer("resource show *", "Disabled\tapp.azurewebsites.net\n");

        var result = await RunAsync("bound-domains.sh", "--resource-group", "rg", "--app", "app", "--output", "bound.txt");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal("", Read("bound.txt"));
    }

    // Every app has its own host name: without it, what is bound would be taken for new, and lose TLS.
    [Theory, InlineData(3, "There is no app app in rg"), InlineData(0, "app does not say which host names it has")]
    public async Task An_app_that_cannot_be_asked_is_told(int exitCode, string message)
    {
        Fake("az").Answer("resource show *", exitCode: exitCode);

        var result = await RunAsync("bound-domains.sh", "--resource-group", "rg", "--app", "app", "--output", "bound.txt");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(message, result.Errors, Ordinal);
        Assert.False(Has("bound.txt"));
    }

    [Theory, InlineData("WindowsConsumption", "  { domain: 'fabrikam.com', isBound: false }\n")]
    [InlineData("FlexConsumption", "  { domain: 'contoso.com', isBound: true }\n  { domain: 'fabrikam.com', isBound: false }\n")]
    public async Task The_parameter_file_binds_what_is_not_bound(string plan, string domains)
    {
        var result = await WriteAsync(plan, "fabrikam.com\ncontoso.com\nfabrikam.com\n", "contoso.com\n");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("##vso[task.setvariable variable=newDomains]1\n", result.Output);
        Assert.Equal(
            $"using '../infra/domain.bicep'\n\nparam appName = 'app'\n\nparam hostingPlan = '{plan}'\n\nparam domains = [\n{domains}]\n",
            Read(Parameters));
    }

    [Theory, InlineData("contoso.com\n", "contoso.com\n", "There is nothing to bind.\n")]
    [InlineData("# none yet\n", "", "There is nothing to bind.\n")]
    [InlineData(
        "contoso.com\n", "contoso.com\nold.com\n",
        "Left alone: old.com is bound, but not in domains.txt. See docs/roll-out.md, Remove.\nThere is nothing to bind.\n")]
    public async Task With_nothing_to_bind_there_is_no_file(string domains, string bound, string message)
    {
        Write(Parameters, "of an earlier run");

        var result = await WriteAsync("FlexConsumption", domains, bound);

        Assert.Equal((0, "##vso[task.setvariable variable=newDomains]0\n", message), (result.ExitCode, result.Output, result.Errors));
        Assert.False(Has(Parameters));
    }

    [Fact]
    public async Task A_plan_that_does_not_exist_and_lists_with_faults_write_nothing()
    {
        Assert.Equal(1, (await WriteAsync("Consumption", "contoso.com", "")).ExitCode);
        Assert.Equal(2, (await WriteAsync("Basic", "contoso.com'", "")).ExitCode);
        Assert.Equal(2, (await WriteAsync("Basic", "contoso.com", "fabrikam")).ExitCode);
        Assert.False(Has(Parameters));
    }

    [Fact]
    public async Task A_domain_that_cannot_be_bound_keeps_no_other_from_it()
    {
        var az = Fake("az").Answer("group exists *", "true")
            .Answer(Create, script: Remember).Answer(Create, errors: "asuid not found\n", exitCode: 1).Answer(Create, script: Remember);

        var result = await BindAsync("WindowsConsumption", "c.example\na.example\nb.example\nold.example\n", "old.example\n");

        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith(
            "2 bound, 1 not: b.example. Fix the errors above (docs/operate.md, Certificates), then run this again.\n", result.Errors,
            Ordinal);
        Assert.Equal(["{ domain: 'a.example', isBound: false }", "{ domain: 'c.example', isBound: false }"], Bound());
        Assert.Equal(3, az.Calls.Count(call => call.Contains("create --resource-group rg --name app-domains ", Ordinal)));
    }

    [Fact]
    public async Task A_deployment_that_reads_its_input_does_not_take_the_rest_of_the_list()
    {
        Fake("az").Answer("group exists *", "true").Answer("deployment group create *", script: "cat");

        var result = await BindAsync("WindowsConsumption", "a.example\nb.example\nc.example\n", "");

        Assert.Equal(0, result.ExitCode);
        Assert.EndsWith("3 bound.\n", result.Errors, Ordinal);
    }

    [Fact]
    public async Task On_flex_each_new_domain_comes_with_those_that_are_bound_by_then()
    {
        Fake("az").Answer("group exists *", "true").Answer(Create, script: Remember);

        var result = await BindAsync("FlexConsumption", "b.example\nc.example\n", "a.example\n");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["{ domain: 'a.example', isBound: true }", "{ domain: 'b.example', isBound: false }",
             "{ domain: 'a.example', isBound: true }", "{ domain: 'b.example', isBound: true }", "{ domain: 'c.example', isBound: false }"],
            Bound());
    }

    [Theory, InlineData("a.example\n", "a.example\n", 0, "0 bound.\n"), InlineData("# none yet\n", "", 0, "0 bound.\n")]
    [InlineData("A.example\n", "", 2, "domains.txt has faults; nothing was bound.\n")]
    [InlineData("a.example\n", "b\n", 2, "bound.txt has faults; nothing was bound.\n")]
    public async Task With_nothing_to_bind_nothing_is_deployed(string domains, string bound, int exitCode, string message)
    {
        var az = Fake("az");

        var result = await BindAsync("Basic", domains, bound);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.EndsWith(message, result.Errors, Ordinal);
        Assert.Empty(az.Calls);
    }

    [Fact]
    public async Task All_records_are_those_of_the_tool()
    {
        HostTwo();
        var result = await DnsAsync("all", "contoso.com\nfabrikam.com\n");

        Assert.True(result.ExitCode == 0, result.ToString());
        var text = Read(Records);
        Assert.StartsWith("using '../infra/dns.bicep'\n\nparam domains = [\n", text, Ordinal);
        Assert.Contains("domain: 'fabrikam.com'", text, Ordinal);
        Assert.Contains("'v=TLSRPTv1; rua=mailto:tls@contoso.com'", text, Ordinal);
        Assert.Contains("name: '_mta-sts'", text, Ordinal);
    }

    [Fact]
    public async Task Where_nobody_gets_reports_no_record_says_so()
    {
        HostTwo();
        var result = await DnsAsync("all", "contoso.com\n", rua: "");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("name: '_mta-sts'", Read(Records), Ordinal);
        Assert.DoesNotContain("_smtp._tls", Read(Records), Ordinal);
    }

    [Fact]
    public async Task Before_binding_only_names_without_an_underscore_are_written()
    {
        HostTwo();
        var result = await DnsAsync("names", "contoso.com\n");

        Assert.True(result.ExitCode == 0, result.ToString());
        var text = Read(Records);
        Assert.StartsWith("using '../infra/dns.bicep'\n\nvar all = [\n", text, Ordinal);
        Assert.EndsWith("filter(domain.records, record => !startsWith(record.name, '_')) })\n", text, Ordinal);
    }

    [Fact]
    public async Task A_domain_without_a_policy_writes_no_records()
    {
        HostTwo();
        var result = await DnsAsync("all", "contoso.com\nadatum.com\n");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("adatum.com is not hosted here.", result.Errors, Ordinal);
        Assert.False(Has(Records));
    }

    [Theory, InlineData("# none\n", "names no domain"), InlineData("Contoso.com\n", "has faults")]
    public async Task A_list_without_good_domains_writes_no_records(string list, string message)
    {
        BringTool("--resolver", $"{dns.EndPoint}");

        var result = await DnsAsync("all", list);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, Ordinal);
        Assert.False(Has(Records));
    }

    [Theory, InlineData("names"), InlineData("all")]
    public async Task A_domain_that_leads_to_another_host_is_not_moved_unless_that_is_said(string phase)
    {
        HostTwo();
        zone.Alias("mta-sts.fabrikam.com", "old.example").Address("old.example", "127.0.0.1");

        var refused = await DnsAsync(phase, "contoso.com\nfabrikam.com\n");
        var wasWritten = Has(Records);
        var moved = await DnsAsync(phase, "contoso.com\nfabrikam.com\n", more: "--move");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("before the app is bound: fabrikam.com. See docs/coming-from.md, or say --move.", refused.Errors, Ordinal);
        Assert.False(wasWritten);
        Assert.True(moved.ExitCode == 0, moved.ToString());
        Assert.Contains("domain: 'fabrikam.com'", Read(Records), Ordinal);
    }

    [Fact]
    public async Task Domains_that_lead_to_the_app_already_and_nowhere_are_written()
    {
        HostTwo();
        zone.Alias("mta-sts.fabrikam.com", "app.azurewebsites.net")
            .Address("app.azurewebsites.net", "127.0.0.1").Alias("mta-sts.contoso.com", "gone.example");

        var result = await DnsAsync("names", "contoso.com\nfabrikam.com\n");

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task Where_nobody_says_where_a_domain_leads_nothing_is_written()
    {
        Fake("mta-sts").Answer("check *", exitCode: 2);

        var result = await DnsAsync("names", "contoso.com\n");

        Assert.Equal(
            (2, "Where the domains lead today could not be found out; nothing was written. Without asking: --move.\n"),
            (result.ExitCode, result.Errors));
        Assert.False(Has(Records));
    }

    [Fact]
    public async Task Something_else_than_a_parameter_file_is_not_taken_for_one()
    {
        Fake("mta-sts").Answer("dns *", "odd\n");

        var result = await DnsAsync("all", "contoso.com\n", more: "--move");

        Assert.Equal((2, "mta-sts dns wrote no parameter file.\n"), (result.ExitCode, result.Errors));
    }

    /// <summary>Brings the tool, and policies of two domains.</summary>
    private void HostTwo()
    {
        BringTool("--resolver", $"{dns.EndPoint}");
        HostPolicy("contoso.com");
        HostPolicy("fabrikam.com");
    }

    private IEnumerable<string> Bound() => Read("seen").Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith('{'));

    private Task<ToolResult> BindAsync(string plan, string domains, string bound) => RunAsync(
        "bind-domains.sh", "--resource-group", "rg", "--name", "app-domains", "--app", "app", "--plan", plan,
        "--domains", Write("domains.txt", domains), "--bound", Write("bound.txt", bound), "--output", Parameters);

    private Task<ToolResult> WriteAsync(string plan, string domains, string bound) => RunWithAsync(
        [("TF_BUILD", "True")], "domain-parameters.sh", "--app", "app", "--plan", plan,
        "--domains", Path.GetFileName(Write("domains.txt", domains)), "--bound", Write("bound.txt", bound),
        "--output", Parameters, "--template", Write("infra/domain.bicep"));

    private Task<ToolResult> DnsAsync(string phase, string domains, string rua = "mailto:tls@contoso.com", params string[] more) =>
        RunWithAsync(
            [("MtaSts__PolicyDirectory", InFolder("policies"))],
            "dns-parameters.sh",
            ["--phase", phase, "--app", "app.azurewebsites.net", "--verification-id", "0123ABCD", "--rua", rua,
             "--domains", Write("domains.txt", domains), "--output", Records, "--template", Write("infra/dns.bicep"), .. more]);
}
