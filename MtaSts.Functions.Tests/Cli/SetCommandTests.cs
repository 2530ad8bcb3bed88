using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Cli;

[Collection(AzuriteGroup.Name)]
public sealed class SetCommandTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private ToolStore store = null!;

    public async ValueTask InitializeAsync() => store = await ToolStore.CreateAsync(azurite);
    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_new_domain_is_shown_and_written()
    {
        var result = await store.RunAsync("set contoso.com --mx mail.contoso.com --yes");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            "contoso.com:\n+ version: STSv1\n+ mode: testing\n+ mx: mail.contoso.com\n+ max_age: 604800\n",
            result.Output);
        Assert.Equal([("contoso.com", "policy")], await store.RowsAsync());
    }

    [Fact]
    public async Task Only_what_is_given_changes_and_what_was_becomes_history()
    {
        await store.DoAsync("set contoso.com --mx mail.contoso.com --max-age 14d --yes");
        var change = (await store.ReadAsync("set contoso.com --mode enforce --reason ready --yes"))[0];

        Assert.Equal(("contoso.com", "changed", true),
            (change.Text("domain"), change.Text("change"), change.GetProperty("done").GetBoolean()));
        Assert.Equal("version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 1209600\r\n", change.Text("before"));
        Assert.Equal("version: STSv1\r\nmode: enforce\r\nmx: mail.contoso.com\r\nmax_age: 1209600\r\n", change.Text("after"));
        Assert.NotEqual(change.GetProperty("idBefore").GetString(), change.GetProperty("idAfter").GetString());
        Assert.Equal([("contoso.com", "history"), ("contoso.com", "policy")], await store.RowsAsync());
    }

    [Fact]
    public async Task Setting_what_is_already_so_changes_nothing()
    {
        await store.DoAsync("set contoso.com --mx mail.contoso.com --yes");

        Assert.Equal(new ToolResult(0, "contoso.com: unchanged\n", "Nothing to change.\n"),
            await store.RunAsync("set contoso.com --mx MAIL.contoso.com --max-age 1w --mode testing"));
        Assert.Equal([("contoso.com", "policy")], await store.RowsAsync());
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        Assert.Equal((0, "Nothing was changed: --dry-run.\n"),
            (await store.RunAsync("set contoso.com --mx mail.contoso.com --dry-run")).Ending);
        Assert.Empty(await store.RowsAsync());
    }

    [Fact]
    public async Task Without_anybody_to_ask_nothing_is_written()
    {
        Assert.Equal((1, "This would change 1 domain. Not running interactively: add --yes to apply, or --dry-run to preview.\n"),
            (await store.RunAsync("set contoso.com --mx mail.contoso.com")).Ending);
        Assert.Empty(await store.RowsAsync());
    }

    [Fact]
    public async Task An_internationalised_domain_is_shown_in_both_forms()
    {
        Assert.StartsWith("xn--bcher-kva.example (bücher.example):\n",
            (await store.DoAsync("set bücher.example --mx mail.example.com --yes")).Output, Ordinal);
        Assert.Equal([("xn--bcher-kva.example", "policy")], await store.RowsAsync());
    }

    [Fact]
    public async Task When_one_domain_is_invalid_no_domain_is_written()
    {
        await store.DoAsync("set good.example --mx mail.example.com --yes");

        var json = await store.ReadAsync("set good.example new.example --mode enforce --yes", exitCode: 3);

        var fault = Assert.Single(json.EnumerateArray());
        Assert.Equal(("new.example", "invalid", "MTASTS119"),
            (fault.Text("domain"), fault.Text("change"), fault.GetProperty("findings")[0].Text("code")));
        Assert.Equal([("good.example", "policy")], await store.RowsAsync());
    }

    [Theory]
    [InlineData("--mx bad_name", "MTASTS120")]
    [InlineData("--mx mail.example.com --mode ENFORCE", "MTASTS115")]
    [InlineData("--mx mail.example.com --max-age 14days", "MTASTS117")]
    [InlineData("--mx mail.example.com --max-age 400d", "MTASTS118")]
    [InlineData("--template missing", "MTASTS173")]
    [InlineData("--upstream https://www.example.com/", "MTASTS174")]
    public async Task Invalid_input_gives_its_finding_and_is_not_written(string options, string code)
    {
        var result = await store.RunAsync($"set contoso.com {options} --yes");

        Assert.Equal((3, "Nothing was written: the input is invalid.\n"), result.Ending);
        Assert.StartsWith($"contoso.com: invalid\n  {code} error: ", result.Output, Ordinal);
        Assert.Empty(await store.RowsAsync());
    }

    [Theory]
    [InlineData("", "Nothing to set. Use --mode, --mx, --max-age, --exchange-online, --template, --upstream or --from.")]
    [InlineData(" --mx a.example --exchange-online", "--mx and --exchange-online both give the mx. Use one of them.")]
    [InlineData(" --template t --mx a.example", "--mx and --template both give the mx. Use one of them.")]
    [InlineData(" --from f --mx a.example --mode none", "--from gives the whole policy and cannot be combined with --mode, --mx.")]
    [InlineData(" --upstream u --max-age 1d", "--upstream gives the whole policy and cannot be combined with --max-age.")]
    [InlineData(" --mode none --resolver 127.0.0.1", "--resolver needs --exchange-online.")]
    [InlineData(" --from http://mta-sts.example.com/.well-known/mta-sts.txt",
        "'http://mta-sts.example.com/.well-known/mta-sts.txt' is not the URL of a policy. Use "
        + "https://mta-sts.<domain>/.well-known/mta-sts.txt.")]
    [InlineData(" --from https://example.com/policy.txt",
        "'https://example.com/policy.txt' is not the URL of a policy. Use https://mta-sts.<domain>/.well-known/mta-sts.txt.")]
    public async Task Options_that_make_no_sense_are_wrong_usage(string options, string message) =>
        Assert.Equal(
            new ToolResult(1, "", $"{message}\nRun 'mta-sts set --help' for usage.\n"), await store.RunAsync($"set contoso.com{options}"));

    [Fact]
    public async Task A_policy_in_a_file_is_taken_over_with_its_warnings()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "version: STSv1\nmode: enforce\nmx: mail.contoso.com\nmax_age: 86400\n", Token);

        var json = await store.ReadAsync($"set contoso.com --from {file} --yes");

        File.Delete(file);
        Assert.Equal("version: STSv1\r\nmode: enforce\r\nmx: mail.contoso.com\r\nmax_age: 86400\r\n", json[0].Text("after"));
        Assert.Equal("MTASTS157", Assert.Single(json[0].GetProperty("findings").EnumerateArray()).Text("code"));
    }

    [Fact]
    public async Task An_invalid_policy_in_a_file_is_not_taken_over()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "version: STSv1\nmode: enforce\nmax_age: 86400\n", Token);

        var json = await store.ReadAsync($"set contoso.com --from {file} --yes", exitCode: 3);

        File.Delete(file);
        Assert.Equal("invalid", json[0].Text("change"));
        Assert.Empty(await store.RowsAsync());
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_failure() =>
        (await store.RunAsync("set contoso.com --from missing.txt --yes")).AssertErrorsStartWith(2, "missing.txt could not be read: ");

    [Fact]
    public async Task A_policy_is_not_fetched_from_an_address_that_is_not_public()
    {
        (await store.RunAsync("set contoso.com --from https://mta-sts.localhost/.well-known/mta-sts.txt --yes"))
            .AssertErrorsStartWith(2, "https://mta-sts.localhost/.well-known/mta-sts.txt could not be fetched: ");
        Assert.Empty(await store.RowsAsync());
    }

    [Theory]
    [InlineData("a.mail.protection.outlook.com", "mx: *.mail.protection.outlook.com\r\n", "")]
    [InlineData("a.k-v1.mx.microsoft", "mx: *.k-v1.mx.microsoft\r\n", "")]
    [InlineData(
        "a.k-v1.mx.microsoft b.mail.protection.outlook.com", "mx: *.k-v1.mx.microsoft\r\nmx: *.mail.protection.outlook.com\r\n", "")]
    [InlineData("a.k-v1.mx.microsoft mx.example.net", "mx: *.k-v1.mx.microsoft\r\n",
        "contoso.com: Not all of the MX are Exchange Online's; this policy leaves out mx.example.net.\n")]
    [InlineData("mx.example.net", "mx: *.mail.protection.outlook.com\r\n",
        "contoso.com: The MX is not Exchange Online's: mx.example.net. Using *.mail.protection.outlook.com.\n")]
    [InlineData("", "mx: *.mail.protection.outlook.com\r\n", "contoso.com: There is no MX. Using *.mail.protection.outlook.com.\n")]
    public async Task The_mx_of_exchange_online_goes_by_the_domains_own(string hosts, string lines, string message)
    {
        using var server = new DnsServer(
            new DnsZone().MailExchanges("contoso.com", hosts.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        var result = await store.RunAsync($"set contoso.com --exchange-online --resolver {server.EndPoint} --yes --output json");

        Assert.Equal((0, message), result.Ending);
        var after = result.Json[0].Text("after");
        Assert.Equal($"version: STSv1\r\nmode: testing\r\n{lines}max_age: 604800\r\n", after);
    }

    [Fact]
    public async Task Without_dns_the_classic_mx_of_exchange_online_is_taken_and_it_is_said()
    {
        using var server = new DnsServer(new DnsZone().Fails("contoso.com", DnsMessage.ServerFailure));

        var result = await store.DoAsync($"set contoso.com --exchange-online --resolver {server.EndPoint} --dry-run");

        Assert.StartsWith("contoso.com: The MX could not be looked up: ", result.Errors, Ordinal);
        Assert.Contains(". Using *.mail.protection.outlook.com.\n", result.Errors, Ordinal);
        Assert.Contains("+ mx: *.mail.protection.outlook.com\n", result.Output, Ordinal);
    }

    [Fact]
    public async Task A_resolver_that_never_answers_is_asked_twice_and_then_done_without()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));

        var result = await store.RunAsync($"set contoso.com --exchange-online --resolver {silent.Client.LocalEndPoint} --yes");

        Assert.Equal(
            (0, "contoso.com: The MX could not be looked up: the request timed out. Using *.mail.protection.outlook.com.\nDone.\n"),
            result.Ending);
        Assert.Contains("+ mx: *.mail.protection.outlook.com\n", result.Output, Ordinal);
        Assert.Equal([("contoso.com", "policy")], await store.RowsAsync());
        Assert.Equal(2, Count(silent));

        static int Count(UdpClient socket)
        {
            var count = 0;
            for (IPEndPoint? sender = null; socket.Available > 0; count++)
            {
                socket.Receive(ref sender);
            }

            return count;
        }
    }

    [Fact]
    public async Task A_policy_from_upstream_has_no_mode_of_its_own()
    {
        await store.DoAsync("set contoso.com --upstream https://mta-sts.provider.example/.well-known/mta-sts.txt --yes");

        Assert.Equal(new ToolResult(2, "",
                "The policy of contoso.com comes from https://mta-sts.provider.example/.well-known/mta-sts.txt, with its mode and "
                + "max_age. To replace it, use --mx, --exchange-online, --template or --from. Nothing was changed.\n"),
            await store.RunAsync("set contoso.com --mode enforce --yes"));
    }

    [Fact]
    public async Task A_template_that_says_the_same_is_still_a_change()
    {
        await store.DoAsync("template set shared --mx mail.contoso.com --yes");
        await store.DoAsync("set contoso.com --mx mail.contoso.com --yes");

        Assert.Contains("  its own mx → template shared\n",
            (await store.DoAsync("set contoso.com --template shared --yes")).Output, Ordinal);
        Assert.Equal("shared", (await store.ReadAsync("show contoso.com")).GetProperty("policy").Text("template"));
    }
}
