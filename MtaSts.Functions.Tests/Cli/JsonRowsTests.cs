using MtaSts.Cli.Import;

namespace MtaSts.Functions.Tests.Cli;

public sealed class JsonRowsTests
{
    [Fact]
    public void A_policy_is_read_and_knows_its_line()
    {
        var input = new ImportInput();

        JsonRows.Read("p.json", """
            [
              { "domain": "a.example", "mode": "testing", "mx": ["b.example", "c.example"], "maxAge": 1, "id": "x" },
              {
                "domain": "d.example", "upstream": "u", "template": "t" }
            ]
            """, input);

        Assert.Empty(input.Faults);
        Assert.Equal([2, 3], input.Rows.Values.Select(row => row.Line));
        Assert.Equal([("testing", "b.example c.example", "1"), (null, null, null)], input.Rows.Values.Select(
            row => (row.Columns.Mode, row.Columns.Mx, row.Columns.MaxAge)));
        Assert.Equal([(null, null), ("u", "t")], input.Rows.Values.Select(row => (row.Columns.Upstream, row.Columns.Template)));
    }

    [Fact]
    public void A_domain_is_the_one_that_is_written_as_another_store_may_have_it()
    {
        var input = new ImportInput();

        JsonRows.Read("p.json", """[{ "domain": "mta-sts.contoso.com" }, { "domain": "contoso.com" }]""", input);

        Assert.Equal(["mta-sts.contoso.com", "contoso.com"], input.Rows.Keys.Select(domain => domain.Ascii));
        Assert.Empty(input.Meant);
    }

    [Theory]
    [InlineData("[\n]", "MTASTS191", 0)]
    [InlineData("[\n{\"domain\":\"a.example\",\"customer\":\"a\\nb\"}]", "MTASTS192", 2)]
    [InlineData("[\n{\"domain\":\"a.example\",\"customer\":7}]", "MTASTS185", 2)]
    [InlineData("{}", "MTASTS185", 1)]
    [InlineData("[\n1]", "MTASTS185", 2)]
    [InlineData("[{\"domain\": 1}]", "MTASTS185", 1)]
    [InlineData("[\n{\"domain\":\"a.example\",\"mx\":\"b\"}]", "MTASTS185", 2)]
    [InlineData("[\n{\"domain\":\"a.example\",\"maxAge\":\"1\"}]", "MTASTS185", 2)]
    [InlineData("[\n{\"domain\":\"a.example\",\"max_age\":1}]", "MTASTS183", 2)]
    [InlineData("[\n{}]", "MTASTS186", 2)]
    [InlineData("[{\"domain\":\"a.example\"},\n{\"domain\":\"a.example\"}]", "MTASTS187", 2)]
    [InlineData("[\n{\"domain\":\n", "MTASTS185", 3)]
    [InlineData("[]\n[]", "MTASTS185", 2)]
    [InlineData("[\n{\"domain\":\"\\ud800.example\"}]", "MTASTS185", 2)]
    [InlineData("[\n{\"domain\":\"a.example\",\"mx\":[\"\\udc00\"]}]", "MTASTS185", 2)]
    [InlineData("[{\"domain\":\"a.example\"},\n{\"\\ud800\":1}]", "MTASTS185", 2)]
    [InlineData("[\n{\"domain\":\"a.example\",\"domain\":\"b.example\"}]", "MTASTS185", 2)]
    public void Faults_name_their_line(string text, string code, int line)
    {
        var input = new ImportInput();

        JsonRows.Read("p.json", text, input);

        var fault = Assert.Single(input.Faults);
        Assert.Equal((code, line), (fault.Finding.Code, fault.Finding.Line));
    }
}
