using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Cli;

[Collection(AzuriteGroup.Name)]
public sealed class SetCommandTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string NoteOnOthers = "Note on contoso.com: no MX host is Exchange Online's; the hosts are used by name.\n";
    private const string ExchangeOnlineAdvice = "What is refused is not written. To give the mx without DNS, use --mx or --template.\n";

    private readonly FakeDns dns = new();
    private ToolStore store = null!;

    public async ValueTask InitializeAsync()
    {
        store = await ToolStore.CreateAsync(azurite);
        store.Services = dns.CreateServices();
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_new_domain_is_shown_and_written()
    {
        var result = await store.RunAsync("set contoso.com --mx mail.contoso.com --yes");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            "contoso.com:\n+ version: STSv1\n+ mode: testing\n+ mx: mail.contoso.com\n+ max_age: 1209600\n",
            result.Output);
        Assert.Equal([("contoso.com", "policy")], await store.RowsAsync());
    }

    [Fact]
    public async Task Only_what_is_given_changes_and_what_was_becomes_history()
    {
        await store.DoAsync("set contoso.com --mx mail.contoso.com --max-age 14d --yes");
        var change = (await store.ReadAsync("set contoso.com --mode enforce --force --reason ready --yes"))[0];

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
            await store.RunAsync("set contoso.com --mx MAIL.contoso.com --max-age 2w --mode testing"));
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
    [InlineData("--mode testing", "MTASTS119")]
    [InlineData("--template missing", "MTASTS173")]
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
    [InlineData(" --upstream https://mta-sts.example.com/.well-known/mta-sts.txt --max-age 1d", "--upstream gives the whole policy and cannot be combined with --max-age.")]
    [InlineData(" --from http://mta-sts.example.com/.well-known/mta-sts.txt",
        "'http://mta-sts.example.com/.well-known/mta-sts.txt' is not the URL of a policy. Use "
        + "https://mta-sts.<domain>/.well-known/mta-sts.txt.")]
    [InlineData(" --mx bad_name", "'bad_name' is not the name of a mail host: "
        + "it contains a character other than letters, digits, hyphens and dots.")]
    [InlineData(" --mx https://mail.contoso.com/",
        "'https://mail.contoso.com/' is not the name of a mail host: it is a URL; write only the name of the host that receives mail.")]
    [InlineData(" --mx user@contoso.com", "'user@contoso.com' is not the name of a mail host: it is a mail address; write the host that "
        + "receives mail, as the MX record of the domain names it.")]
    [InlineData(" --mx a.example --mode on", "'on' is not a value of --mode. Use enforce, testing or none.")]
    [InlineData(" --mx a.example --max-age 14days",
        "'14days' is not a time. Use seconds, or a number and h, d or w, such as 36h, 14d or 2w.")]
    [InlineData(" --mx a.example --max-age 400d", "'400d' is more than a year. Use at most 365d.")]
    [InlineData(" --template Shared", "'Shared' is not a template name. Use 1 to 40 lower-case letters, digits and hyphens.")]
    [InlineData(" --upstream https://www.example.com/",
        "'https://www.example.com/' is not the URL of a policy. Use https://mta-sts.<domain>/.well-known/mta-sts.txt.")]
    [InlineData(" --from https://example.com/policy.txt",
        "'https://example.com/policy.txt' is not the URL of a policy. Use https://mta-sts.<domain>/.well-known/mta-sts.txt.")]
    public async Task Options_that_make_no_sense_are_wrong_usage(string options, string message) =>
        Assert.Equal(
            new ToolResult(1, "", $"{message}\nRun 'mta-sts set --help' for usage.\n"), await store.RunAsync($"set contoso.com{options}"));

    [Theory]
    [InlineData("10 Mail.Contoso.com.", "mail.contoso.com")]
    [InlineData("mail.b\u00fccher.example:25", "mail.xn--bcher-kva.example")]
    [InlineData("mx1.contoso.com,mx2.contoso.com", "mx1.contoso.com mx2.contoso.com")]
    public async Task An_mx_is_taken_as_people_write_it(string text, string mx)
    {
        await store.RunAsync(["set", "contoso.com", "--mx", text, "--yes"]);

        Assert.Equal([mx], (await store.ReadAsync("list")).EnumerateArray().Select(domain => string.Join(
            ' ', domain.GetProperty("mx").EnumerateArray().Select(host => host.GetString()))));
    }

    [Fact]
    public async Task A_policy_in_a_file_is_taken_over_with_its_warnings()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "version: STSv1\nmode: enforce\nmx: mail.contoso.com\nmax_age: 86400\n", Token);
        store.Services = new FakePublisher(dns).Publish("contoso.com", "enforce", "mail.contoso.com").CreateServices();

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
    [InlineData("a.mail.protection.outlook.com", "*.mail.protection.outlook.com")]
    [InlineData("a.k-v1.mx.microsoft", "*.k-v1.mx.microsoft")]
    [InlineData("a.k-v1.mx.microsoft b.mail.protection.outlook.com", "*.k-v1.mx.microsoft *.mail.protection.outlook.com")]
    [InlineData("a.mail.protection.office365.us", "*.mail.protection.office365.us")]
    [InlineData("a.mail.protection.partner.outlook.cn", "*.mail.protection.partner.outlook.cn")]
    [InlineData("a.mail.protection.outlook.com mx.example.net", "mx.example.net *.mail.protection.outlook.com")]
    [InlineData("mx1.example.net mx2.example.net", "mx1.example.net mx2.example.net", NoteOnOthers)]
    public async Task The_mx_of_exchange_online_covers_all_hosts_of_the_domains_mx(string hosts, string mx, string message = "")
    {
        dns.MailExchanges("contoso.com", hosts.Split(' '));

        var result = await store.RunAsync("set contoso.com --exchange-online --yes --output json");

        Assert.Equal((0, message), result.WithoutNext.Ending);
        Assert.Equal(
            $"version: STSv1\r\nmode: testing\r\nmx: {mx.Replace(" ", "\r\nmx: ", Ordinal)}\r\nmax_age: 1209600\r\n",
            result.Json[0].Text("after"));
    }

    [Theory]
    [InlineData("fails", "the MX could not be looked up: SERVFAIL")]
    [InlineData("silent", "the MX could not be looked up: the request timed out")]
    [InlineData("loop", "the MX could not be looked up: the CNAMEs lead back to 'loop.example'")]
    [InlineData("missing", "there is no MX: the name does not exist in DNS")]
    [InlineData("without", "there is no MX")]
    [InlineData("address", "there is no MX")]
    [InlineData("null", "there is a null MX (RFC 7505), so no mail is received")]
    [InlineData("unknown", "the MX 'unknown.z1-v1.mx.microsoft' is a name of Microsoft's in a form that is not known")]
    [InlineData("beside", "the MX 'mail.outlook.com' is a name of Microsoft's in a form that is not known")]
    [InlineData("hostile",
        "the MX 'no_host.example' is not a host name: it contains a character other than letters, digits, hyphens and dots")]
    public async Task Where_the_mx_cannot_be_told_the_domain_is_refused_and_nothing_of_it_written(string name, string reason)
    {
        dns.Fail("fails.example").KeepSilent("silent.example").Miss("missing.example").Address("address.example", "192.0.2.1")
            .Alias("loop.example", "other.example").Alias("other.example", "loop.example").MailExchanges("without.example")
            .MailExchanges("null.example", ".").MailExchanges("unknown.example", "unknown.z1-v1.mx.microsoft")
            .MailExchanges("beside.example", "a.mail.protection.outlook.com", "mail.outlook.com")
            .MailExchanges("hostile.example", "no_host.example");

        Assert.Equal(
            new ToolResult(3, "", $"Refused {name}.example: {reason}.\n{ExchangeOnlineAdvice}Nothing was changed.\n"),
            await store.RunAsync($"set {name}.example --exchange-online --yes"));
        Assert.Empty(await store.RowsAsync());
    }

    [Fact]
    public async Task Of_several_domains_the_refused_are_named_by_reason_and_the_others_written()
    {
        dns.MailExchanges("good.example", "good-example.mail.protection.outlook.com");
        foreach (var number in Enumerable.Range(1, 12))
        {
            dns.Fail($"d{number}.example");
        }

        var all = string.Join(' ', Enumerable.Range(1, 12).Select(number => $"d{number}.example"));
        var result = await store.RunAsync($"set {all} good.example null.example --exchange-online --yes --output json");

        Assert.Equal(
            (3, $"Refused {string.Join(", ", all.Split(' ').Take(10))} and 2 more: the MX could not be looked up: SERVFAIL.\n"
                + $"Refused null.example: there is a null MX (RFC 7505), so no mail is received.\n{ExchangeOnlineAdvice}"),
            result.WithoutNext.Ending);
        Assert.Equal(("created", true, "refused", false),
            (result.Json[0].Text("change"), result.Json[0].GetProperty("done").GetBoolean(),
                result.Json[1].Text("change"), result.Json[1].GetProperty("done").GetBoolean()));
        Assert.Equal("the MX could not be looked up: SERVFAIL", result.Json[1].GetProperty("blockers")[0].GetString());
        Assert.Equal([("good.example", "policy")], await store.RowsAsync());
    }

    [Theory, InlineData("--mx mail.example.net"), InlineData("--template shared")]
    public async Task The_mx_is_said_without_dns(string option)
    {
        dns.Fail("contoso.com");
        await store.DoAsync("template set shared --mx mail.example.net --yes");

        await store.DoAsync($"set contoso.com {option} --mode none --yes");

        Assert.Empty(dns.Queries);
    }

    [Fact]
    public async Task A_resolver_that_never_answers_is_asked_twice_and_then_the_domain_is_refused()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        store.Services = null;

        var result = await store.RunAsync($"set contoso.com --exchange-online --resolver {silent.Client.LocalEndPoint} --yes");

        Assert.Equal((3, "Refused contoso.com: the MX could not be looked up: the request timed out."), result.Refusal);
        Assert.Empty(await store.RowsAsync());
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
        store.Services = new FakePublisher(dns).Publish("provider.example", "testing", "mail.provider.example").CreateServices();
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
