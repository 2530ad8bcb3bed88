using CsCheck;
using MtaSts.Cli.Hosted.Workers;
using MtaSts.Cli.Import;
using MtaSts.Functions.Tests.Policies;

namespace MtaSts.Functions.Tests.Hosted;

/// <summary>A script comes from anybody: whatever it is, it gives policies or faults, within bounds.</summary>
public sealed class WorkerScriptPropertyTests
{
    private const string Script =
        "const mode = 'none';\nconst p = { 'a.example': `version: STSv1\nmode: ${mode}\nmax_age: 86400\n`, \"mta-sts.b.example\": "
        + "['version: STSv1', 'mode: none', 'max_age: ' + 86400].join('\\n'), c: { mode: 'none', mx: [], max_age: 1 } };\n"
        + "export default { async fetch(request) { return new Response(p[new URL(request.url).hostname]); } };\n";

    private static readonly Gen<string> Words = Gen.OneOf(
        "const ", "p", " = ", "{", "}", "[", "]", "(", ")", "'a.example'", ": ", ", ", "`version: STSv1\nmode: none\nmax_age: 1`",
        "`", "${", "'version: STSv1\\n'", " + ", ".join('\\n')", ".trim()", "...", "\n", "// ", "/*", "*/", ";", "=> ", "mode",
        "mx", "max_age", "86400", "'none'", "\u2028", "\ud800", "\\u{110000}", "/(a+)+$/", "function ", "class ",
        "new Map", "return ", "'", "\"", "\0")
        .Array[0, 60].Select(words => string.Concat(words));

    [Fact]
    public void Whatever_policies_a_table_has_are_read_as_they_are() => PolicyGenerators.Policies.Sample(
        policy =>
        {
            var text = Encoding.ASCII.GetString(PolicyRenderer.Render(policy));
            var input = Read($"const p = {{ 'a.example': {JsonSerializer.Serialize(text)}, 'b.example': `{text}` }};");

            Assert.Empty(input.Faults);
            Assert.All(input.Rows.Values, row => Assert.Equal(PolicyColumns.From(policy), row.Columns));
            Assert.Equal(2, input.Rows.Count);
        },
        iter: 300);

    [Fact]
    public void Pieces_of_scripts_in_any_order_give_policies_or_faults() => Words.Sample(AssertSound, iter: 3_000);

    [Fact]
    public void A_script_with_a_change_anywhere_gives_policies_or_faults() =>
        Gen.Select(Gen.Int[0, Script.Length - 1], Gen.Int[0, 20], Words)
            .Select(change => Script[..change.Item1] + change.Item3 + Script[Math.Min(Script.Length, change.Item1 + change.Item2)..])
            .Sample(AssertSound, iter: 2_000);

    [Theory]
    [InlineData("[", 100_000, "")]
    [InlineData("const p = ", 1, "{a:")]
    [InlineData("(", 200_000, ")")]
    [InlineData("`${", 50_000, "}`")]
    [InlineData("'version: STSv1' + ", 200_000, "x")]
    [InlineData("'a' + ", 300_000, "'b'")]
    [InlineData("!", 300_000, "x")]
    [InlineData("x = { 'a.example': ", 20_000, "")]
    [InlineData("a.b(", 100_000, "")]
    public void Depth_and_length_are_bounded(string begin, int count, string end) =>
        AssertSound(string.Concat(Enumerable.Repeat(begin, count)) + string.Concat(Enumerable.Repeat(end, end == ")" ? count : 1)));

    [Theory, InlineData("x", 60), InlineData("", 20)]
    public void A_text_that_is_repeated_without_bound_is_not_put_together(string text, int count)
    {
        var doubled = string.Concat(Enumerable.Range(1, count).Select(
            i => $"const a{i} = a{i - 1} + a{i - 1} + `${{a{i - 1}}}${{a{i - 1}}}`;\n"));

        var input = Read($"const a0 = '{text}';\n{doubled}const p = {{ 'a.example': 'version: STSv1\\n' + a{count} }};");

        Assert.Equal("MTASTS196", Assert.Single(input.Faults).Finding.Code);
    }

    [Fact]
    public void A_table_that_goes_through_many_names_is_not_followed_without_end()
    {
        var names = string.Concat(Enumerable.Range(1, 20_000).Select(i => $"function f{i}() {{ return f{i - 1}(); }}\n"));

        var input = Read(
            $"{names}const p = {{ 'a.example': 'version: STSv1\\nmode: none\\nmax_age: 86400' }}; function f0() {{ return p; }}");

        Assert.Equal("MTASTS196", Assert.Single(input.Faults).Finding.Code);
    }

    [Fact]
    public void Names_that_stand_for_each_other_end() =>
        AssertSound("const a = b; const b = a; const p = { 'a.example': 'version: STSv1' + a, 'b.example': b };");

    private static void AssertSound(string script)
    {
        var input = Read(script);

        Assert.All(input.Faults, fault => Assert.InRange(fault.Finding.Line, 0, script.Count(c => c is '\n' or '\r' or '\u2028') + 1));
        Assert.All(input.Faults, fault => Assert.DoesNotContain('\n', fault.ToString()));
        Assert.All(input.Rows.Values, row => Assert.NotNull(row.Columns.Mode));
    }

    private static ImportInput Read(string script)
    {
        var input = new ImportInput();
        WorkerScript.Read("worker.js", script, domains: null, input);
        return input;
    }
}
