namespace MtaSts.Functions.Tests.Policies;

public sealed class PolicyRendererTests
{
    [Fact]
    public void A_policy_is_five_lines_of_ASCII_that_end_in_CRLF()
    {
        var policy = CreatePolicy(PolicyMode.Enforce, 1_209_600, "mail.example.com", "*.mx.example.net");

        var rendered = PolicyRenderer.Render(policy);

        Assert.Equal(
            "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.mx.example.net\r\nmax_age: 1209600\r\n"u8.ToArray(),
            rendered);
    }

    [Fact]
    public void Exact_names_come_before_wildcards_and_each_are_sorted()
    {
        var policy = CreatePolicy(
            PolicyMode.Testing, 86_400, "*.b.example", "b.example", "*.a.example", "a-b.example", "a.example", "A1.example");

        var rendered = Render(policy);

        Assert.Equal(
            "version: STSv1\r\nmode: testing\r\nmx: a-b.example\r\nmx: a.example\r\nmx: a1.example\r\nmx: b.example\r\n"
            + "mx: *.a.example\r\nmx: *.b.example\r\nmax_age: 86400\r\n",
            rendered);
    }

    [Fact]
    public void No_name_is_written_twice() => Assert.Equal(
        "version: STSv1\r\nmode: testing\r\nmx: a.example\r\nmx: *.a.example\r\nmax_age: 86400\r\n",
        Render(CreatePolicy(PolicyMode.Testing, 86_400, "a.example", "*.a.example", "A.example", "*.A.EXAMPLE", "a.example")));

    [Fact]
    public void Mode_none_keeps_its_mx_lines() => Assert.Equal(
        "version: STSv1\r\nmode: none\r\nmx: mail.example.com\r\nmax_age: 86400\r\n",
        Render(CreatePolicy(PolicyMode.None, 86_400, "mail.example.com")));

    [Fact]
    public void Mode_none_may_have_no_mx() =>
        Assert.Equal("version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n", Render(CreatePolicy(PolicyMode.None, 86_400)));

    [Theory, InlineData(0, "max_age: 0\r\n"), InlineData(31_557_600, "max_age: 31557600\r\n")]
    public void A_max_age_is_written_without_zeros_and_separators(int maxAge, string line) =>
        Assert.EndsWith("\r\n" + line, Render(CreatePolicy(PolicyMode.None, maxAge)), Ordinal);

    [Fact]
    public void A_thousand_mx_are_written_line_by_line()
    {
        var names = Enumerable.Range(0, 1_000).Select(number => $"mx{number:D3}.example").ToArray();

        var rendered = Render(CreatePolicy(PolicyMode.Enforce, 1_209_600, [.. names.Reverse()]));

        Assert.Equal(
            ["version: STSv1", "mode: enforce", .. names.Select(name => $"mx: {name}"), "max_age: 1209600", ""], rendered.Split("\r\n"));
    }

    private static Policy CreatePolicy(PolicyMode mode, int maxAge, params string[] mx) => new(mode, mx.Select(MxPattern.Parse), maxAge);
    private static string Render(Policy policy) => Encoding.ASCII.GetString(PolicyRenderer.Render(policy));
}
