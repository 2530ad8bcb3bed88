using System.Text.Json.Nodes;
using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>The policy that a sender went by, in the forms that senders give it.</summary>
public sealed class PolicyDraftTests
{
    private static readonly Policy Testing = new(PolicyMode.Testing, [MxPattern.Parse("*.mx.contoso.com")], 1209600);

    [Theory, InlineData("\n"), InlineData("\r\n"), InlineData("\r"), InlineData(" \r\n\r\n")]
    public void It_may_be_one_text_of_several_lines(string lineEnd)
    {
        var text = string.Join(lineEnd, "version: STSv1", "mode: testing", "mx: *.mx.contoso.com", "max_age: 1209600", "");

        Assert.Equal(Testing, ReadPolicy(text).Parse());
        Assert.Equal(Testing, ReadPolicy(new JsonArray(text)).Parse());
    }

    [Fact]
    public void One_text_of_very_many_lines_is_read_as_a_list_of_them_is()
    {
        string[] lines =
            ["version: STSv1", "mode: testing", "max_age: 1209600", .. Enumerable.Range(0, 300).Select(number => $"mx: m{number}.test")];

        var policy = ReadPolicy(string.Join('\n', lines));

        Assert.Equal(lines.Take(200), policy.Lines);
        Assert.Equal(ReadPolicy(new JsonArray([.. lines.Select(line => (JsonNode)line)])).Lines, policy.Lines);
    }

    [Fact]
    public void Of_a_report_with_very_long_policies_the_first_are_kept_and_all_sessions_count()
    {
        var json = Create(new JsonArray([.. Enumerable.Range(0, 66).Select(_ => (JsonNode)new string('m', 300))]));
        json["policies"] = new JsonArray([.. Enumerable.Range(0, 1_000).Select(_ => json["policies"]![0]!.DeepClone())]);

        var report = Read(json);

        Assert.Equal((1_000, 10_000), (report.Policies.Count, report.Policies.Sum(policy => policy.Successful)));
        Assert.Equal(13 * 66, report.Policies.Sum(policy => policy.Lines.Count));
        Assert.Equal(
            ["its policies have more than 262,144 characters together: the rest of them are not kept"], report.Remarks);
    }

    [Fact]
    public void A_thousand_policies_as_large_senders_have_them_are_kept()
    {
        var json = ReportText.Create();
        json["policies"] = new JsonArray([.. Enumerable.Range(0, 1_000).Select(_ => json["policies"]![0]!.DeepClone())]);

        Assert.All(Read(json).Policies, policy => Assert.Equal(Testing, policy.Parse()));
    }

    private static ReportedPolicy ReadPolicy(JsonNode lines) => Assert.Single(Read(Create(lines)).Policies);

    private static JsonObject Create(JsonNode lines)
    {
        var json = ReportText.Create();
        json.GetPolicy()["policy-string"] = lines;
        return json;
    }

    private static TlsReport Read(JsonObject json) => TlsReportParser.Parse(json.ToBytes(), new ReportHints(null));
}
