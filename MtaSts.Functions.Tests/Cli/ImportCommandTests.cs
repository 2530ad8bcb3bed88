using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Cli;

[Collection(AzuriteGroup.Name)]
public sealed class ImportCommandTests(AzuriteFixture azurite) : TestsWithFolder
{
    private const string Mx = "*.mail.protection.outlook.com";

    private readonly FakePublisher publisher = new();
    private readonly TableClient table = azurite.Server.CreateTableClient();

    private string[] StoreArguments => ["--connection-string", azurite.Server.ConnectionString, "--table", table.Name];
    private FakeDns Dns => publisher.Dns;
    private RowPolicyStore Store => new(new TableRowStore(table), TimeProvider.System);

    public override async ValueTask InitializeAsync() => await table.CreateAsync(Token);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await table.DeleteAsync(CancellationToken.None);
    }

    [Fact]
    public async Task New_domains_are_shown_and_written_and_the_same_again_writes_nothing()
    {
        var file = Write("domains.csv", $"Domain,Mode,Mx,MaxAge\ncontoso.com,enforce,{Mx},1209600\n");

        publisher.Publish("contoso.com", "enforce", Mx);

        var first = await ImportAsync([file, "--yes", "--reason", "roll-out"]);
        var rows = await RowsAsync();
        var second = await ImportAsync([file, "--yes"]);

        Assert.Equal(
            new ToolResult(
                0, $"contoso.com:\n+ version: STSv1\n+ mode: enforce\n+ mx: {Mx}\n"
                + "+ max_age: 1209600\nDomains: 1 (1 new, 0 changed, 0 unchanged).\nThis changes 1 domain, which is in enforce.\n",
                "Written: 1 of 1.\n"),
            first);
        Assert.Equal("roll-out", Assert.Single(rows)["Reason"]);
        Assert.Equal(new ToolResult(0, "Domains: 1 (0 new, 0 changed, 1 unchanged).\n", "Nothing to change.\n"), second);
        Assert.Equal(rows.Select(row => (row.ETag, row.Timestamp)), (await RowsAsync()).Select(row => (row.ETag, row.Timestamp)));
    }

    [Fact]
    public async Task Accepted_domains_of_Exchange_Online_start_in_testing_with_what_covers_their_mx_and_what_is_odd_is_named()
    {
        Dns.MailExchanges("contoso.com", "contoso-com.mail.protection.outlook.com")
            .MailExchanges("moved.example", "moved-example.c-v1.mx.microsoft")
            .MailExchanges("relay.example", "relay-example.mail.protection.outlook.com", "mx.filter.example");
        var file = Write("accepted.csv", "#TYPE Microsoft.Exchange.Data.Directory.SystemConfiguration.AcceptedDomain\r\n"
            + "\"Name\",\"DomainName\",\"DomainType\",\"MatchSubDomains\",\"PendingRemoval\",\"Default\"\r\n"
            + "\"Contoso\",\"contoso.com\",\"Authoritative\",\"True\",\"False\",\"True\"\r\n"
            + "\"m\",\"moved.example\",\"Authoritative\",\"False\",\"False\",\"False\"\r\n"
            + "\"r\",\"relay.example\",\"InternalRelay\",\"True\",\"False\",\"False\"\r\n"
            + "\"g\",\"going.example\",\"Authoritative\",\"False\",\"True\",\"False\"\r\n"
            + "\"o\",\"contoso.onmicrosoft.com\",\"Authoritative\",\"False\",\"False\",\"False\"\r\n"
            + "\"p\",\"contoso.mail.onmicrosoft.com\",\"Authoritative\",\"False\",\"False\",\"False\"\r\n"
            + "\"w\",\"*.contoso.com\",\"InternalRelay\",\"False\",\"False\",\"False\"\r\n");

        Assert.Equal("Left out the columns Name, Default: import does not read them.\n"
            + "Skipped going.example: PendingRemoval is true.\n"
            + "Skipped contoso.onmicrosoft.com, contoso.mail.onmicrosoft.com: Microsoft manages the DNS.\n"
            + "Skipped *.contoso.com: a policy is for one domain, not for those below it.\n"
            + "Note on contoso.com, relay.example: MatchSubDomains is true, but a policy does not cover subdomains; import those that "
            + "receive mail, too.\n"
            + "Note on relay.example: DomainType is InternalRelay; mail may go on to other hosts, which the policy does not protect.\n"
            + "Written: 3 of 3.\n",
            (await ImportAsync([file, "--yes"])).Errors);
        Assert.Equal(new Policy(PolicyMode.Testing, [MxPattern.Parse(Mx)], Policy.DefaultMaxAge), (await FindAsync("contoso.com"))!.Policy);
        Assert.Equal("*.c-v1.mx.microsoft", string.Join(' ', (await FindAsync("moved.example"))!.Policy!.Mx));
        Assert.Equal($"mx.filter.example {Mx}", string.Join(' ', (await FindAsync("relay.example"))!.Policy!.Mx));
    }

    [Fact]
    public async Task Accepted_domains_whose_mx_cannot_be_told_are_refused_and_the_others_go_on()
    {
        Dns.MailExchanges("contoso.com", "contoso-com.mail.protection.outlook.com").Fail("b.example").Fail("a.example")
            .MailExchanges("none.example").MailExchanges("new.example", "new-example.a-v2.mx.microsoft");

        var result = await ImportAsync(
            ["-", "--yes", "--output", "json"], "DomainName\nb.example\ncontoso.com\na.example\nnone.example\nnull.example\nnew.example\n");

        Assert.Equal(
            (3, "Refused a.example, b.example: the MX could not be looked up: SERVFAIL.\n"
                + "Refused new.example: the MX 'new-example.a-v2.mx.microsoft' is a name of Microsoft's in a form that is not known.\n"
                + "Refused none.example: there is no MX.\nRefused null.example: there is a null MX (RFC 7505), so no mail is received.\n"
                + "What is refused is not written. To give the mx without DNS, use --mx or --template.\nWritten: 1 of 1.\n"),
            result.Ending);
        Assert.Equal(
            ["contoso.com created", "a.example refused", "b.example refused", "new.example refused", "none.example refused",
                "null.example refused"],
            result.Json.EnumerateArray().Select(change => $"{change.Text("domain")} {change.Text("change")}"));
        Assert.Equal("contoso.com", Assert.Single(await RowsAsync()).PartitionKey);
    }

    [Theory, InlineData("--mx", Mx), InlineData("--template", "shared")]
    public async Task The_mx_of_accepted_domains_is_said_without_dns(string option, string value)
    {
        Dns.Fail("contoso.com");
        await Tool.RunAsync(["template", "set", "shared", "--mx", Mx, "--yes", .. StoreArguments]);

        var result = await ImportAsync(["-", "--yes", "--mode", "none", option, value], "DomainName\ncontoso.com\n");

        Assert.Equal("Written: 1 of 1.\n", result.Errors);
        Assert.Empty(Dns.Queries);
    }

    [Fact]
    public async Task With_a_fault_in_the_input_nothing_is_looked_up()
    {
        Assert.Equal(3, (await ImportAsync(["-", "--yes"], "DomainName\ncontoso.com\nbad_\n")).ExitCode);
        Assert.Empty(Dns.Queries);
    }

    [Fact]
    public async Task Accepted_domains_imported_again_stay_as_they_became()
    {
        var file = Write("accepted.csv", "DomainName\ncontoso.com\n");
        publisher.Publish("contoso.com", "enforce", "a.contoso.com", "b.contoso.com");
        await ImportAsync([file, "--yes", "--mode", "enforce", "--max-age", "1209600", "--mx", "a.contoso.com", "--mx", "b.contoso.com"]);

        Assert.Equal("Nothing to change.\n", (await ImportAsync([file, "--yes"])).Errors);
        Assert.Equal(new Policy(PolicyMode.Enforce, [MxPattern.Parse("a.contoso.com"), MxPattern.Parse("b.contoso.com")], 1209600),
            (await FindAsync("contoso.com"))!.Policy);
    }

    [Fact]
    public async Task Options_are_for_rows_that_do_not_say()
    {
        var file = Write("domains.csv", $"Domain,Mode,Mx,MaxAge\na.example,enforce,{Mx},2w\nb.example,,,\n");
        publisher.Publish("a.example", "enforce", Mx);

        await ImportAsync([file, "--yes", "--mode", "testing", "--max-age", "3d", "--mx", "mail.example.net"]);

        Assert.Equal(new Policy(PolicyMode.Enforce, [MxPattern.Parse(Mx)], 1209600), (await FindAsync("a.example"))!.Policy);
        Assert.Equal(new Policy(PolicyMode.Testing, [MxPattern.Parse("mail.example.net")], 259200), (await FindAsync("b.example"))!.Policy);
    }

    [Fact]
    public async Task One_fault_keeps_everything_from_being_written_and_all_faults_are_listed_by_line()
    {
        var file = Write("domains.csv", $"Domain,Mode,Mx\ngood.example,testing,{Mx}\nbad.example,Testing,{Mx}\nworse_,testing,{Mx}\n");

        Assert.Equal(new ToolResult(3, "",
                $"{file}: MTASTS115 error line 3: bad.example: 'Testing' is not a mode. Did you mean 'testing'? Use enforce, "
                + "testing or none, in lower case. (RFC 8461 §3.2)\n"
                + $"{file}: MTASTS186 error line 4: 'worse_' is not a domain name: it contains a character other than letters, digits, "
                + "hyphens and dots. Write a mail domain such as contoso.com. (docs/import.md)\nFaults: 2. Nothing was written.\n"),
            await ImportAsync([file, "--yes"]));
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task Faults_in_json_have_the_shape_of_lint()
    {
        var result = await ImportAsync(["-", "--yes", "--output", "json"], "Domain\nbad_\n");

        var verdict = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal((3, "-", false, 2),
            (result.ExitCode, verdict.Text("file"), verdict.GetProperty("valid").GetBoolean(),
                verdict.GetProperty("findings")[0].GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task Faults_in_policy_files_name_the_file_and_its_line()
    {
        var path = Write("contoso.com.txt", "version: STSv1\nmode: on\nmx: a.example\nmax_age: 604800\n");

        Assert.Equal(new ToolResult(3, "",
                $"{path}: MTASTS115 error line 2, column 7: 'on' is not a mode. Use enforce, testing or none, in lower case. (RFC "
                + "8461 §3.2)\nFaults: 1. Nothing was written.\n"),
            await ImportAsync([Folder, "--yes"]));
    }

    [Fact]
    public async Task A_template_must_exist() =>
        (await ImportAsync(["-", "--yes"], "Domain,Template\ncontoso.com,exchange\n"))
            .AssertErrorsStartWith(3, "-: MTASTS173 error line 2: contoso.com: There is no template 'exchange'.");

    [Fact]
    public async Task A_dry_run_shows_and_writes_nothing()
    {
        var result = await ImportAsync(["-", "--dry-run", "--output", "json"], $"Domain,Mx\ncontoso.com,{Mx}\n");

        var change = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal(("created", false), (change.Text("change"), change.GetProperty("done").GetBoolean()));
        Assert.Equal((0, "Nothing was changed: --dry-run.\n"), result.Ending);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task Without_anybody_to_ask_nothing_is_written()
    {
        Assert.Equal((1, "This would change 1 domain. Not running interactively: add --yes to apply, or --dry-run to preview.\n"),
            (await ImportAsync(["-"], $"Domain,Mx\ncontoso.com,{Mx}\n")).Ending);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task The_first_differences_are_shown_and_the_rest_counted()
    {
        var result = await ImportAsync(["-", "--dry-run"], Many(30));

        Assert.Equal(20, result.Output.Split('\n').Count(line => Regex.IsMatch(line, @"^d\d+\.example\.com:$")));
        Assert.EndsWith(
            "… and 10 more.\nDomains: 30 (30 new, 0 changed, 0 unchanged).\nThis changes 30 domains, none of them in enforce.\n",
            result.Output, Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_fails_by_name()
    {
        var missing = InFolder("missing.csv");

        Assert.Equal(
            new ToolResult(2, "", $"{missing} could not be read: Could not find file '{missing}'.\n"), await ImportAsync(
                [missing, "--yes"]));
    }

    [Fact]
    public async Task Mx_and_template_together_are_wrong_usage() =>
        Assert.Equal(1, (await ImportAsync(["-", "--mx", "a.example", "--template", "t"])).ExitCode);

    [Fact]
    public async Task Killed_in_the_middle_and_repeated_it_is_complete_with_one_history_row_a_change()
    {
        const int Domains = 1500;
        await ImportAsync(["-", "--yes"], Many(Domains));
        var file = Write("none.csv", Many(Domains, "none"));

        using (var process = ToolProcess.Start(["import", file, "--yes", .. StoreArguments]))
        {
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            while (!await HasNoneAsync())
            {
                Assert.False(process.HasExited);
            }

            process.Kill();
            await process.WaitForExitAsync(Token);
        }

        var written = (await RowsAsync()).Count(row => row.RowKey == "policy" && (string)row["Mode"] == "none");
        var result = await ImportAsync([file, "--yes"]);

        // What was on its way when the tool was killed, one for each of its 24 writers, the server may have written after the count.
        Assert.InRange(written, 1, Domains - 1);
        Assert.Contains(
            result.Errors, Enumerable.Range(written, 25).Select(done => $"Written: {Domains - done:N0} of {Domains - done:N0}.\n"));
        AssertOneHistoryRowEach(Domains, await RowsAsync());
    }

    [Fact]
    public async Task Interrupted_it_says_how_much_is_written_and_repeated_it_is_complete_with_one_history_row_a_change()
    {
        const int Domains = 1500;
        await ImportAsync(["-", "--yes"], Many(Domains));
        var file = Write("none.csv", Many(Domains, "none"));
        using var session = TerminalSession.Start(["import", file, "--yes", .. StoreArguments], InFolder("result"));
        while (!await HasNoneAsync())
        {
            Assert.False(session.HasEnded);
        }

        var interrupted = await session.InterruptAsync();

        var written = (await RowsAsync()).Count(row => row.RowKey == "policy" && (string)row["Mode"] == "none");
        Assert.InRange(written, 1, Domains - 1);
        Assert.Equal(2, interrupted.ExitCode);
        Assert.EndsWith(
            $"Cancelled.\nWritten: {written:N0} of {Domains:N0}. Import the same again to write the others.\n",
            interrupted.Screen, Ordinal);
        Assert.Equal($"Written: {Domains - written:N0} of {Domains - written:N0}.\n", (await ImportAsync([file, "--yes"])).Errors);
        AssertOneHistoryRowEach(Domains, await RowsAsync());
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_refused_and_the_others_are_written()
    {
        var file = Write("domains.csv", Many(3));
        using var session = await ToolQuestion.AskAsync(["import", file, "--output", "json", .. StoreArguments], isResultElsewhere: true);
        await Tool.RunAsync(["set", "d1.example.com", "--mx", "mail.example.com", "--yes", .. StoreArguments]);
        var other = (await FindAsync("d1.example.com"))!;

        var (exitCode, screen) = await session.AnswerAsync("y");
        (exitCode, SaidTime.WithoutTime(screen)).AssertEndsWith(
            2, $"\nThe policy of d1.example.com was changed by {other.ChangedBy} at TIME. Nothing was written; look at "
            + $"it, then try again.\nWritten: 2 of 3.\n{SaidTime.Next("d0.example.com", "d2.example.com")}");
        Assert.Equal(
            ["d0.example.com True", "d1.example.com False", "d2.example.com True"],
            JsonDocument.Parse(session.Result).RootElement.EnumerateArray()
                .Select(change => $"{change.GetProperty("domain")} {change.GetProperty("done")}"));
        Assert.Equal(["policy", "policy", "policy"], (await RowsAsync()).Select(row => row.RowKey));
        Assert.Equal(other.Version, (await FindAsync("d1.example.com"))!.Version);
    }

    private static void AssertOneHistoryRowEach(int domains, List<TableEntity> rows)
    {
        var byDomain = rows.ToLookup(row => row.PartitionKey);
        Assert.Equal(domains, byDomain.Count);
        Assert.All(byDomain, domain => Assert.Equal(
            [("history", "testing"), ("policy", "none")], domain.Select(row => (row.RowKey.Split('-')[0], (string)row["Mode"]))));
    }

    private static string Many(int count, string mode = "testing") =>
        "Domain,Mode,Mx\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"d{i}.example.com,{mode},{Mx}\n"));

    private async Task<ToolResult> ImportAsync(string[] arguments, string input = "") =>
        (await Tool.RunAsync(["import", .. arguments, .. StoreArguments], [], input, publisher.CreateServices())).WithoutNext;

    private Task<StoredPolicy?> FindAsync(string domain) => Store.FindAsync(DomainName.Parse(domain), Token);

    private ValueTask<bool> HasNoneAsync() =>
        table.QueryAsync<TableEntity>("Mode eq 'none'", maxPerPage: 1, select: ["Mode"], cancellationToken: Token).AnyAsync(Token);

    private async Task<List<TableEntity>> RowsAsync() => await table.QueryAsync<TableEntity>(cancellationToken: Token).ToListAsync(Token);
}
