using MtaSts.Checks.Fetching;
using MtaSts.Sqlite;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Upstream;

/// <summary>URLs with an IP address in any notation, or anything else in place of a policy host's name.</summary>
public sealed class LiteralUrlTests : TestsWithFolder
{
    public static TheoryData<string> Authorities { get; } =
    [
        "127.0.0.1", "169.254.169.254", "168.63.129.16", "2130706433", "017700000001", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "0",
        "127.0.0.1.", "127.0.0.1:443", "[::1]", "[::]:443", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
        "[fe80::1%1]", "[fe80::1%25eth0]", "[fd00:ec2::254]", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "\uFF11\uFF12\uFF17.0.0.1",
        "127\u30020\u30020\u30021", "\u2460\u2461\u2466.0.0.1", "localhost", "user@127.0.0.1", "mta-sts.provider.example@127.0.0.1",
        "mta-sts.provider.example:x@127.0.0.1", "mta-sts.provider.example%40127.0.0.1", "mta-sts.provider.example\\@127.0.0.1",
        "mta-sts.provider.example#@127.0.0.1", "mta-sts.provider.example?@127.0.0.1", "127.0.0.1#mta-sts.provider.example",
        "mta-sts.127.0.0.1", "mta-sts.127.0.0.1.", "mta-sts.0x7f.1", "mta-sts.2130706433", "mta-sts.0177.0.0.01", "mta-sts.[::1]",
        "mta-sts.\uFF11\uFF12\uFF17.\uFF10.\uFF10.\uFF11", "mta-sts.127\u30020\u30020\u30021", "mta-sts.127\uFF0E0\uFF0E0\uFF0E1",
        "mta-sts.\u2460\u2461\u2466.\u24EA.\u24EA.\u2460", "mta-sts.%31%32%37.0.0.1", "mta-sts\u00AD.127.0.0.1",
        "mta-sts.provider.example.", "mta-sts.provider.example\u3002", "mta-sts.provider.example:0x1bb",
    ];

    private string Database => InFolder("policies.db");

    [Theory, MemberData(nameof(Authorities))]
    public async Task The_tool_takes_none_as_an_upstream(string authority)
    {
        var result = await Tool.RunAsync("set", "contoso.com", "--upstream", CreateText(authority), "--yes", "--database", Database);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is not the URL of a policy. Use https://mta-sts.<domain>/.well-known/mta-sts.txt.", result.Errors, Ordinal);
        Assert.False(File.Exists(Database));
    }

    [Theory, MemberData(nameof(Authorities))]
    public async Task A_row_that_was_edited_by_hand_to_have_one_is_invalid(string authority)
    {
        var rows = new SqliteRowStore(Database, TimeProvider.System);
        await rows.CreateAsync(Token);
        var columns = new Dictionary<string, object> { ["Upstream"] = CreateText(authority) };
        await rows.WriteAsync([new RowWrite.Insert(new Row("contoso.com", "policy", columns))], Token);

        var stored = await new RowPolicyStore(rows, TimeProvider.System).ReadAsync(DomainName.Parse("contoso.com"), Token);

        Assert.Equal((null, "MTASTS174"), (stored!.Content, Assert.Single(stored.Findings).Code));
    }

    [Theory, MemberData(nameof(Authorities))]
    public async Task The_fetcher_does_not_even_look_one_up(string authority)
    {
        var lookups = 0;
        using var fetcher = new PolicyFetcher(PolicyFetcher.CreateHandler(
            (_, _) =>
            {
                lookups++;
                return Task.FromResult<IPAddress[]>([]);
            },
            PublicAddress.Includes));

        // What is no URI at all cannot be handed to it.
        if (Uri.TryCreate(CreateText(authority), UriKind.Absolute, out var url))
        {
            await Assert.ThrowsAsync<ArgumentException>(() => fetcher.FetchAsync(url, Token));
        }

        Assert.Equal(0, lookups);
    }

    private static string CreateText(string authority) => $"https://{authority}/.well-known/mta-sts.txt";
}
