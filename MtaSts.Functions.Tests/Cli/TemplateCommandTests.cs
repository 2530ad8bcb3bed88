using Azure;

namespace MtaSts.Functions.Tests.Cli;

[Collection(AzuriteGroup.Name)]
public sealed class TemplateCommandTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private ToolStore store = null!;

    public async ValueTask InitializeAsync()
    {
        store = await ToolStore.CreateAsync(azurite);
        await store.DoAsync("template set shared --mx mail.example.com --max-age 14d --yes");
        await store.DoAsync("set a.example b.example --template shared --yes");
        await store.DoAsync("set b.example --max-age 3d --yes");
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_change_names_the_domains_whose_id_changes() => Assert.Equal(
        "template shared:\n  This changes 1 domain, which is not in enforce.\n"
        + "  mx: mail.example.com\n- max_age: 1209600\n+ max_age: 172800\na.example: now id TIMEZ8e4b9315\n",
        SaidTime.WithoutTime((await store.DoAsync("template set shared --max-age 2d --dry-run")).Output));

    [Fact]
    public async Task A_change_reaches_the_domains()
    {
        var json = await store.ReadAsync("template set shared --mx mx.example.net --yes");

        Assert.Equal("shared", json[0].Text("template"));
        Assert.Equal(["a.example", "b.example"], json.EnumerateArray().Skip(1).Select(change => change.Text("domain")));
        foreach (var change in json.EnumerateArray().Skip(1))
        {
            var policy = (await store.ReadAsync($"show {change.Text("domain")}")).GetProperty("policy");
            Assert.Equal(change.Text("idAfter"), policy.Text("id"));
            Assert.Equal("mx.example.net", policy.GetProperty("mx")[0].GetString());
        }
    }

    [Fact]
    public async Task Setting_what_is_already_so_changes_nothing() => Assert.Equal(
        new ToolResult(0, "template shared: unchanged\n", "Nothing to change.\n"),
        await store.RunAsync("template set shared --max-age 1209600"));

    [Fact]
    public async Task An_invalid_template_is_not_written()
    {
        var json = await store.ReadAsync("template set other --max-age 2w --yes", exitCode: 3);

        Assert.Equal(("other", "invalid"), (json[0].Text("template"), json[0].Text("change")));
        Assert.Equal(new ToolResult(2, "", "There is no template 'other'.\n"), await store.RunAsync("template show other"));
    }

    [Theory]
    [InlineData("template", "Required command was not provided.\nRun 'mta-sts template --help' for usage.\n")]
    [InlineData("template set shared", "Nothing to set. Use --mx or --max-age.\nRun 'mta-sts template set --help' for usage.\n")]
    public async Task A_command_that_says_nothing_is_wrong_usage(string commandLine, string message) =>
        Assert.Equal(new ToolResult(1, "", message), await store.RunAsync(commandLine));

    [Fact]
    public async Task A_text_that_can_be_no_name_is_wrong_usage()
    {
        var result = await store.RunAsync("template set Shared --mx mail.example.com --yes");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("'Shared' is not a template name. Use 1 to 40 lower-case letters, digits and hyphens.", result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_template_is_shown_with_its_domains() => Assert.Matches(
        @"\Atemplate shared\n  mx       mail\.example\.com\n  max_age  1209600 \(14d\)\n"
        + @"  changed  20\S+ \S+Z by \S+\n  domains  a\.example\n           b\.example\n\z",
        (await store.DoAsync("template show shared")).Output);

    [Fact]
    public async Task Templates_are_listed_with_their_domains()
    {
        await store.DoAsync("template set other --mx mail.example.org --yes");

        Assert.Equal(
            ["other mail.example.org 1209600 ", "shared mail.example.com 1209600 a.example b.example"],
            (await store.ReadAsync("template list")).EnumerateArray().Select(template =>
                $"{template.GetProperty("name")} {template.GetProperty("mx")[0]} {template.GetProperty("maxAge")} "
                + $"{string.Join(' ', template.GetProperty("domains").EnumerateArray())}"));
    }

    [Fact]
    public async Task A_template_in_use_is_not_removed() => Assert.Equal(
        new ToolResult(2, "",
            "The template shared is in use and was not removed. First set these domains to something else:\n  a.example\n  b.example\n"),
        await store.RunAsync("template remove shared --yes"));

    [Fact]
    public async Task A_template_that_an_invalid_row_names_is_not_removed()
    {
        await store.DoAsync("set b.example --mx mail.example.com --yes");
        await store.Table.UpdateEntityAsync(
            new TableEntity("a.example", "policy") { ["Mode"] = "enforced" }, ETag.All, cancellationToken: Token);

        Assert.Equal(
            new ToolResult(
                2, "", "The template shared is in use and was not removed. First set these domains to something else:\n  a.example\n"),
            await store.RunAsync("template remove shared --yes"));
        Assert.Equal("template shared:\n  mx: mail.example.com\n- max_age: 1209600\n+ max_age: 172800\n",
            (await store.DoAsync("template set shared --max-age 2d --dry-run")).Output);
    }

    [Fact]
    public async Task A_template_that_nobody_uses_is_removed()
    {
        await store.DoAsync("set a.example b.example --mx mail.example.com --yes");

        Assert.Equal(new ToolResult(0, "template shared:\n- mx: mail.example.com\n- max_age: 1209600\n", "Done.\n"),
            await store.RunAsync("template remove shared --yes"));
        Assert.Equal(new ToolResult(2, "", "There is no template 'shared'.\n"), await store.RunAsync("template remove shared --yes"));
    }
}
