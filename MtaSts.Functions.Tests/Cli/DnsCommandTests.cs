namespace MtaSts.Functions.Tests.Cli;

[Collection(AzuriteGroup.Name)]
public sealed class DnsCommandTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Order =
        "Names are relative to the zone: that of --zone, or else the domain itself.\n"
        + "Order (RFC 8461 §8.1): first every instance of the app has to serve the policy at mta-sts; publish _mta-sts with its id last. "
        + "'mta-sts publish' shows it when it is time.\n";

    private static readonly string[] Everything =
        "--app app.azurewebsites.net --verification-id ABC123 --rua mailto:tls@contoso.com --rua https://r.example/a,b".Split(' ');

    private readonly HostedDomain hosted = new(azurite.Server);

    private string Id { get; set; } = "";

    public async ValueTask InitializeAsync()
    {
        await hosted.SaveAsync(10, PolicyMode.Enforce);
        Id = (await hosted.ReadAsync())!.Id!;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_record_is_shown_in_the_order_of_publishing()
    {
        var result = await hosted.RunAsync(["dns", "contoso.com", "--format", "bind", .. Everything]);

        var expected = $"""
            ; contoso.com
            $ORIGIN contoso.com.
            asuid.mta-sts 3600 IN TXT "ABC123"
            mta-sts 3600 IN CNAME app.azurewebsites.net.
            _smtp._tls 3600 IN TXT "v=TLSRPTv1; rua=mailto:tls@contoso.com,https://r.example/a%2Cb"
            _mta-sts 300 IN TXT "v=STSv1; id={Id};"

            """;
        Assert.Equal(new ToolResult(0, expected.ReplaceLineEndings("\n"), Order), result);
    }

    [Theory, InlineData("--format"), InlineData("--output")]
    public async Task Json_has_relative_and_full_names_and_whole_texts(string option)
    {
        var result = await hosted.RunAsync(["dns", "contoso.com", option, "json", .. Everything]);

        var domain = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal(["domain", "zone", "records"], domain.EnumerateObject().Select(property => property.Name));
        Assert.Equal("contoso.com", domain.Text("zone"));
        var record = domain.GetProperty("records").EnumerateArray().Last();
        Assert.Equal(
            JsonSerializer.Serialize(
                new { name = "_mta-sts", fullName = "_mta-sts.contoso.com", type = "TXT", ttl = 300, value = $"v=STSv1; id={Id};" }),
            JsonSerializer.Serialize(record));
    }

    [Fact]
    public async Task The_azure_cli_gets_commands_for_the_zone_and_the_resource_group()
    {
        var result = await hosted.RunAsync(
            "dns", "contoso.com", "--format", "azure-cli", "--resource-group", "dns", "--app", "app.azurewebsites.net");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "az network dns record-set cname set-record --resource-group 'dns' --zone-name 'contoso.com' --record-set-name 'mta-sts' "
            + "--cname 'app.azurewebsites.net'\n", result.Output, Ordinal);
        Assert.EndsWith($"--record-set-name '_mta-sts' --value 'v=STSv1; id={Id};'\n", result.Output, Ordinal);
    }

    [Fact]
    public async Task Bicep_gets_a_parameter_file()
    {
        var result = await hosted.RunAsync("dns", "contoso.com", "--format", "bicep");

        Assert.StartsWith("using './dns.bicep'\n\nparam domains = [\n  {\n    domain: 'contoso.com'\n", result.Output, Ordinal);
        Assert.Contains($"          'v=STSv1; id={Id};'\n", result.Output, Ordinal);
    }

    [Fact]
    public async Task Its_table_fits_a_terminal_of_80_columns_and_shows_both_forms_of_a_name()
    {
        await SaveAsync("bücher.example");

        var result = await hosted.RunNarrowAsync(["dns", "--all", .. Everything]);

        Assert.Contains("\nxn--bcher-kva.example (bücher.example)\n", result.Output, Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("CNAME", result.Output, Ordinal);
        Assert.Contains($"id={Id};", result.Output, Ordinal);
    }

    [Fact]
    public async Task All_are_all_hosted_domains_and_a_zone_holds_them_together()
    {
        await SaveAsync("a.contoso.com");

        Assert.Equal($"; a.contoso.com\n$ORIGIN contoso.com.\n_mta-sts.a 300 IN TXT \"v=STSv1; id={Id};\"\n; contoso.com\n"
            + $"$ORIGIN contoso.com.\n_mta-sts 300 IN TXT \"v=STSv1; id={Id};\"\n",
            (await hosted.RunAsync("dns", "--all", "--zone", "contoso.com", "--format", "bind")).Output);
    }

    [Fact]
    public async Task Records_without_their_option_are_left_out_with_a_hint() => Assert.Equal(
        (0, "Left out: TXT asuid.mta-sts; add it with --verification-id.\nLeft out: CNAME mta-sts; add it with --app.\n"
            + "Left out: TXT _smtp._tls; add it with --rua.\n" + Order),
        (await hosted.RunAsync("dns", "contoso.com")).Ending);

    [Fact]
    public async Task The_id_of_a_policy_from_upstream_is_not_known_here()
    {
        await hosted.SaveAsync(10, TableWithPast.Upstream);

        var result = await hosted.RunAsync(["dns", "contoso.com", "--format", "bind", .. Everything]);

        Assert.DoesNotContain("_mta-sts", result.Output, Ordinal);
        Assert.Equal(
            "Left out: TXT _mta-sts of contoso.com; its policy comes from mta-sts.provider.example, and its id is not known here.\n"
            + Order, result.Errors);
    }

    [Fact]
    public async Task An_invalid_policy_has_no_id()
    {
        await hosted.SaveAsync(10, new PolicyContent.Template("gone", PolicyMode.Enforce, null));
        var finding = (await hosted.ReadAsync())!.Findings[0];

        var result = await hosted.RunAsync(["dns", "contoso.com", "--format", "bind", .. Everything]);

        Assert.DoesNotContain("_mta-sts", result.Output, Ordinal);
        Assert.Equal($"Left out: TXT _mta-sts of contoso.com; its policy cannot be served: {finding}\n" + Order, result.Errors);
    }

    [Fact]
    public async Task For_a_removal_the_order_is_the_reverse()
    {
        await hosted.SaveAsync(10, PolicyMode.None);

        Assert.Equal(Order + "With mode none (RFC 8461 §8.3): publish the id, wait until 'mta-sts remove' has removed the domain, "
            + "then remove _mta-sts first and mta-sts last.\n", (await hosted.RunAsync(["dns", "contoso.com", .. Everything])).Errors);
    }

    [Fact]
    public async Task A_domain_that_is_not_hosted_is_refused_before_anything_is_shown() => Assert.Equal(
        new ToolResult(2, "", "nobody.example is not hosted here.\n"), await hosted.RunAsync("dns", "contoso.com", "nobody.example"));

    [Theory]
    [InlineData("contoso.com is not in the zone other.example.", "contoso.com", "--zone", "other.example")]
    [InlineData("'tls@contoso.com' has no scheme. Write mailto: before it.", "contoso.com", "--rua", "tls@contoso.com")]
    [InlineData("'a'b' is not a verification id: it has letters and digits only.", "contoso.com", "--verification-id", "a'b")]
    [InlineData(
        "'a_b' is not a host name: it contains a character other than letters, digits, hyphens and dots.", "contoso.com", "--app", "a_b")]
    [InlineData("Name domains, or use --customer or --all.")]
    [InlineData("Name domains, or use --customer or --all.", "contoso.com", "--all")]
    [InlineData("'xml' is not a value of --format. Use table, bind, json, azure-cli or bicep.", "contoso.com", "--format", "xml")]
    public async Task Wrong_usage_is_named(string message, params string[] arguments) =>
        Assert.Equal((1, message), (await hosted.RunAsync(["dns", .. arguments])).Refusal);

    private Task SaveAsync(string domain) =>
        hosted.SaveAsync(10, DomainName.Parse(domain), new PolicyContent.Inline(HostedDomain.Policy(PolicyMode.Enforce)));
}
