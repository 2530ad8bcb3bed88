using CsCheck;
using MtaSts.Checks.Lookups;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>Rows as hands and other programs leave them: whatever is in one, every command shows all domains.</summary>
public sealed class HostileRowsTests : TestsWithFolder
{
    private const string Unmappable = "https://mta-sts.x\uFFFD.example/.well-known/mta-sts.txt";

    private static readonly string[] Names =
    [
        "Mode", "Mx", "MaxAge", "Template", "Upstream", "ChangedAt", "ChangedBy", "Reason", "Removed", "ServedAt", "HeldUntil", "Customer",
    ];

    private static readonly string[] Partitions =
    [
        "a.example", "b.example", "xn--bcher-kva.example", "xn--garbage.example", "xn--a.example", "xn--0.example", "xn--fiq.xn--fiq",
        "template-a.example", "template-exchange", "template-other", "template-", "template-\u001b[31m", "not a domain", "",
    ];

    private static readonly Gen<object> Value = Gen.OneOf(
        Gen.OneOf<object>(
            "enforce", "testing", "none", "Enforce", "mail.example.com", "*.example.com a.example", "a.example,b.example", "", "  ", "0",
            "604800", "14d", "-1", "exchange", "other", "a.example", "https://mta-sts.provider.example/.well-known/mta-sts.txt",
            "https://mta-sts.b\u00fccher.example/.well-known/mta-sts.txt", Unmappable,
            "https://mta-sts.xn--a.example/.well-known/mta-sts.txt",
            "https://mta-sts./.well-known/mta-sts.txt", "https://[::1/", "https://mta-sts.\ud800.example/.well-known/mta-sts.txt",
            "2026-11-22T08:00:00Z", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "not a time",
            "\u001b[31m\0\r\n\t\u2028\u202E\ud800", true, false, 0, 86400, 31_557_600, -5, long.MaxValue, long.MinValue, 86400.5, 604800.0,
            1e300, double.NegativeInfinity, Guid.Empty, new byte[] { 1, 0xFF }),
        Gen.Const((object)new string('x', 70_000)),
        Gen.String.Select(text => (object)text));

    private static readonly Gen<Row[]> Rows = Gen.Select(
        Gen.OneOf(Partitions),
        Gen.OneOf("policy", "policy", "policy", "history-20261122T080000.0000000Z", "history-", "history-99991231T235959.9999999Z",
            "about"),
        Gen.OneOf(Gen.Select(Gen.OneOf(Names), Value), Gen.OneOf<object>(Unmappable, "https://mta-sts.\ud800.example/").Select(
            url => ("Upstream", url))).Array[1, 8],
        (partition, key, columns) => new Row(
            partition, key, columns.DistinctBy(column => column.Item1).ToDictionary(column => column.Item1, column => column.Item2)))
        .Array[1, 12].Select(rows => rows.DistinctBy(row => (row.Partition, row.Key)).ToArray());

    private static readonly ToolServices NoNetwork = new() { CreateLookup = _ => new DnsLookup(new NoResolver()) };

    private int count;

    [Fact]
    public async Task Whatever_is_in_a_row_every_command_shows_all_domains() => await Rows.SampleAsync(
        async rows =>
        {
            var number = Interlocked.Increment(ref count);
            var database = InFolder($"{number}.db");
            await FillAsync(database, rows);

            string[] domains = [.. Partitions[..7], "template-a.example"];
            string[] commands =
            [
                "list", "list --output json", "dns --all", "dns --all --output json", "dns --all --format bind", "dns --all --format bicep",
                "dns --all --format azure-cli", "template list", "template list --output json", "template show exchange", "export -",
                $"export {InFolder($"{number}.json")}", $"export {InFolder($"{number}.csv")}", $"export {InFolder($"{number}-folder")}",
                "check --all", "check --all --output json", $"import {InFolder($"{number}.json")} --dry-run",
                $"import {InFolder($"{number}.csv")} --dry-run",
                .. domains.SelectMany(domain => (string[])[
                    $"show {domain}", $"show {domain} --output json", $"history {domain}", $"history {domain} --output json"]),
            ];
            foreach (var command in commands)
            {
                var result = await Tool.RunAsync([.. command.Split(' '), "--database", database], [], services: NoNetwork);

                var isAboutOne = command.StartsWith("show", Ordinal) || command.StartsWith("history", Ordinal)
                    || command.StartsWith("template show", Ordinal);
                Assert.True(result.ExitCode is 0 or 3 || (isAboutOne && IsMissing(result)) || command.StartsWith("check", Ordinal),
                    $"{command}: {result}");
                Assert.DoesNotContain(result.Output + result.Errors, c => c is '\u001b' or '\0' or '\u202E');
            }
        },
        iter: 25);

    [Fact]
    public async Task An_upstream_that_has_no_A_label_form_is_a_finding_of_its_domain_alone()
    {
        var database = InFolder("policies.db");
        await FillAsync(
            database,
            [
                Row("bad.example", ("Upstream", Unmappable)),
                Row("good.example", ("Mode", "testing"), ("Mx", "mail.good.example"), ("MaxAge", 604800)),
            ]);

        var list = await RunAsync("list --output json");
        var dns = await RunAsync("dns --all --format bind");
        var export = await RunAsync("export -");

        Assert.Equal((3, 0, 3), (list.ExitCode, dns.ExitCode, export.ExitCode));
        Assert.Equal("MTASTS174", list.Json[0].GetProperty("findings")[0].Text("code"));
        Assert.Contains("good.example", dns.Output, Ordinal);
        Assert.Equal(
            $"Not exported: bad.example: the stored policy is invalid: MTASTS174 error: The Upstream '{Unmappable}' is not the URL of a "
            + "policy. Write https://mta-sts.<provider>/.well-known/mta-sts.txt. (docs/architecture.md, Data)\nExported: 1.\n",
            export.Errors);

        Task<ToolResult> RunAsync(string command) => Tool.RunAsync([.. command.Split(' '), "--database", database]);
    }

    [Fact]
    public async Task A_row_with_the_last_time_there_is_can_be_changed_rolled_back_and_removed()
    {
        var database = InFolder("policies.db");
        const string Last = "9999-12-31T23:59:59.9999999Z";
        await FillAsync(
            database,
            [
                Row(
                    "a.example", ("Mode", "testing"), ("Mx", "mail.a.example"), ("MaxAge", 604800), ("ChangedAt", Last),
                    ("ChangedBy", "ann")),
            ]);
        SqliteShell.Execute(database, $"UPDATE policies SET Timestamp = '{Last}'");

        foreach (var command in (string[])["set a.example --mode none --yes", "rollback a.example --yes", "remove a.example --dry-run"])
        {
            var result = await Tool.RunAsync([.. command.Split(' '), "--database", database]);
            Assert.True(result.ExitCode == 0, $"{command}: {result}");
        }
    }

    [Fact]
    public async Task A_row_in_force_that_says_removed_is_still_in_force_and_a_domain_named_like_a_template_is_none()
    {
        var database = InFolder("policies.db");
        (string, object)[] policy = [("Mode", "testing"), ("Mx", "mail.a.example"), ("MaxAge", 604800)];
        await FillAsync(database, [Row("a.example", [.. policy, ("Removed", 1)]), Row("template-b.example", policy)]);

        var list = await Tool.RunAsync("list", "--output", "json", "--database", database);
        var templates = await Tool.RunAsync("template", "list", "--output", "json", "--database", database);

        Assert.Equal(["testing", "testing"], list.Json.Texts("mode"));
        Assert.Equal("[]\n", templates.Output);
    }

    private static bool IsMissing(ToolResult result) =>
        result.ExitCode == 2 && (result.Errors.Contains("hosted here", Ordinal) || result.Errors.Contains("There is no template", Ordinal));

    private static Row Row(string domain, params (string Name, object Value)[] columns) =>
        new(domain, "policy", columns.ToDictionary(column => column.Name, column => column.Value));

    private static async Task FillAsync(string database, Row[] rows)
    {
        var store = new SqliteRowStore(database, TimeProvider.System);
        await store.CreateAsync(Token);
        foreach (var row in rows)
        {
            await store.WriteAsync([new RowWrite.Insert(row)], Token);
        }
    }

    private sealed class NoResolver : IDnsResolver
    {
        public Task<DnsReply> AskAsync(string name, DnsClient.QueryType type, CancellationToken cancellationToken) =>
            Task.FromResult(new DnsReply(DnsOutcome.Failed, "SERVFAIL"));
    }
}
