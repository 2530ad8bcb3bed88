using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>What dns.bicep writes, from the parameter file that the tool writes.</summary>
public sealed class DnsTemplateTests : InfrastructureCopy
{
    [Fact]
    public async Task The_file_that_the_tool_writes_deploys_every_record_into_its_zone()
    {
        string[] domains = ["contoso.com", "mail.contoso.com"];
        var policies = Directory.CreateDirectory(InFolder("policies")).FullName;
        foreach (var domain in domains)
        {
            Write($"policies/{domain}.txt", "version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 604800\r\n");
        }

        // A text of more than 255 characters, with a quote, which Bicep would take for its own.
        string[] reports = ["mailto:o'neill@contoso.com", $"https://reports.contoso.com/{new string('b', 250)}"];
        var tool = await Tool.RunAsync(
            ["dns", .. domains, "--zone", "contoso.com", "--format", "bicep", "--app", "app.azurewebsites.net",
             "--verification-id", "ABC123", "--rua", reports[0], "--rua", reports[1]],
            [("MtaSts__PolicyDirectory", policies)]);
        Assert.True(tool.ExitCode == 0, tool.Errors);
        Write("records.bicepparam", tool.Output);

        var parameters = await RunAsync("build-params", "records.bicepparam", "--stdout");
        var prediction = await PredictAsync("dns.bicep", tool.Output[tool.Output.IndexOf("param", Ordinal)..]);

        Assert.Equal((0, ""), (parameters.ExitCode, parameters.Errors));
        Assert.Equal(
            ["CNAME contoso.com/mta-sts", "CNAME contoso.com/mta-sts.mail", "TXT contoso.com/_mta-sts", "TXT contoso.com/_mta-sts.mail",
             "TXT contoso.com/_smtp._tls", "TXT contoso.com/_smtp._tls.mail", "TXT contoso.com/asuid.mta-sts",
             "TXT contoso.com/asuid.mta-sts.mail"],
            prediction.Resources.Select(record => $"{((string)record["type"]!).Split('/')[^1]} {record["name"]}").Order(
                StringComparer.Ordinal));
        Assert.Equal("""{"TTL":3600,"CNAMERecord":{"cname":"app.azurewebsites.net"}}""", Properties("mta-sts").ToJsonString());

        var text = Assert.Single(Properties("_smtp._tls")["TXTRecords"]!.AsArray())!["value"]!.AsArray();
        Assert.Equal(2, text.Count);
        Assert.Equal($"v=TLSRPTv1; rua={string.Join(',', reports)}", string.Concat(text.Select(part => (string)part!)));

        JsonNode Properties(string name) =>
            prediction.Resources.Single(record => (string)record["name"]! == $"contoso.com/{name}")["properties"]!;
    }

    [Fact]
    public async Task A_type_that_nobody_knows_is_refused()
    {
        const string Record = "{ name: 'x', type: 'A', ttl: 300, value: ['192.0.2.1'] }";
        var result = await TryPredictAsync(
            "dns.bicep", $"param domains = [{{ domain: 'contoso.com', zone: 'contoso.com', records: [{Record}] }}]");

        Assert.Equal(1, result.ExitCode);
    }
}
