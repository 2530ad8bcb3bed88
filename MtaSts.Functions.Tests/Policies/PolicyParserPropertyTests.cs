using CsCheck;

namespace MtaSts.Functions.Tests.Policies;

public sealed partial class PolicyParserPropertyTests
{
    private const int MaximumFindings = 115;

    // RFC 8461 §3.2: sts-policy-extension *WSP, of which the known fields are special cases.
    private const string Field =
        @"[A-Za-z0-9][A-Za-z0-9_.\-]{0,31}:[ \t]*[!-~\u0080-\uFFFF](?:[ -~\u0080-\uFFFF]*[!-~\u0080-\uFFFF])?[ \t]*";

    private static readonly string[] GrammarCodes =
        [.. Enumerable.Range(104, 8).Select(number => $"MTASTS{number}"), "MTASTS102", "MTASTS103"];

    [Fact]
    public void A_rendered_policy_is_read_back_as_it_was() => PolicyGenerators.Policies.Sample(
        policy => Assert.Equal(policy, PolicyParser.Parse(PolicyRenderer.Render(policy)).Value));

    [Fact]
    public void Every_text_of_a_policy_is_read_as_that_policy() => PolicyGenerators.Texts.Sample(
        sample => Assert.Equal(sample.Policy, PolicyText.Parse(sample.Text).Value), iter: 1_000);

    [Fact]
    public void Rendering_what_was_read_from_a_rendered_policy_changes_nothing() => PolicyGenerators.Texts.Sample(sample =>
    {
        var once = PolicyRenderer.Render(PolicyText.Parse(sample.Text).Value!);

        Assert.Equal(once, PolicyRenderer.Render(PolicyParser.Parse(once).Value!));
    });

    [Fact]
    public void Random_bytes_give_a_sound_reading() => PolicyGenerators.Bytes.Sample(AssertSound, iter: 2_000);

    [Fact]
    public void A_valid_text_with_a_few_bytes_changed_gives_a_sound_reading() =>
        PolicyGenerators.Mutations.Sample(AssertSound, iter: 2_000);

    [Fact]
    public void Words_of_the_grammar_in_any_order_give_a_sound_reading() => PolicyGenerators.Words.Sample(AssertSound, iter: 2_000);

    [Fact]
    public void The_parser_and_the_grammar_as_an_expression_agree() =>
        Gen.OneOf(PolicyGenerators.Mutations, PolicyGenerators.Words).Sample(
            bytes =>
            {
                var reading = PolicyParser.ReadByGrammar(bytes);

                var fits = DecodeStrictly(bytes) is { } text && Grammar().IsMatch(text);
                Assert.Equal(fits, !reading.Findings.Any(finding => GrammarCodes.Contains(finding.Code)));
            },
            iter: 5_000);

    [Fact]
    public void To_look_for_causes_changes_no_verdict() =>
        Gen.OneOf(PolicyGenerators.Bytes, PolicyGenerators.Mutations, PolicyGenerators.Words, PolicyGenerators.Mistakes).Sample(
            bytes =>
            {
                var (by, reading) = (PolicyParser.ReadByGrammar(bytes), PolicyParser.Parse(bytes));

                Assert.Equal(by.Value, reading.Value);
                if (by.IsValid)
                {
                    Assert.Equal(by.Findings, reading.Findings);
                }
            },
            iter: 10_000);

    [Fact]
    public void Any_mistakes_in_a_policy_give_a_sound_reading() => PolicyGenerators.Mistakes.Sample(AssertSound, iter: 5_000);

    [Theory, InlineData("\n", "blank lines"), InlineData("\r", "carriage returns"), InlineData("x: y\n", "unknown fields")]
    [InlineData("mode: bogus\n", "repeated modes"), InlineData("mx: *\n", "bad mx"), InlineData("mx: a\n", "repeated mx")]
    [InlineData("# c\n", "comments"), InlineData("mode: a ", "fields on a line"), InlineData("mx: a.b,", "hosts")]
    [InlineData("\\nmode: a", "signs of line ends"), InlineData("\u00a0\u200b:", "what nobody sees"), InlineData("- ", "signs of lists")]
    [InlineData("\"", "quotation marks"), InlineData("mx:\n", "mx without a host"), InlineData("a.b\n", "hosts alone")]
    [InlineData("mode: a\r", "fields that end in CR"), InlineData("v=STSv1;\n", "records"), InlineData("Mode: a\n", "misnamed fields")]
    [InlineData(":", "colons"), InlineData(": \n", "empty names"), InlineData("\0:\n", "control characters")]
    public void Findings_are_bounded_whatever_fills_the_text(string piece, string what)
    {
        var text = string.Concat(Enumerable.Repeat(piece, PolicyParser.MaximumLength / piece.Length));

        var reading = PolicyText.Parse(text);

        Assert.Null(reading.Value);
        Assert.True(reading.Findings.Count is > 0 and <= MaximumFindings, $"{what}: {reading.Findings.Count}");
    }

    [Fact]
    public void An_error_after_more_warnings_than_are_kept_still_counts()
    {
        var warnings = string.Concat(Enumerable.Repeat("x: y\n", 1_000));

        var reading = PolicyText.Parse(PolicyText.Whole + warnings + "\n");

        Assert.Null(reading.Value);
        Assert.Equal("MTASTS104", PolicyText.GetErrors(reading));
    }

    [Fact]
    public void More_warnings_than_are_kept_do_not_make_a_policy_invalid() =>
        Assert.Equal(PolicyText.Plain, PolicyText.Parse(string.Concat(Enumerable.Repeat("x: y\n", 1_000)) + PolicyText.Whole).Value);

    /// <summary>Twice the text may cost twice the memory, not four times: time cannot be asserted, what is allocated can.</summary>
    [Theory, InlineData("x: y\n"), InlineData("mx: mail.example.com\n")]
    [InlineData("x: y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y\n"), InlineData(" "), InlineData("a")]
    [InlineData("# c\n"), InlineData("mode: a "), InlineData("mx: a.b, "), InlineData("\\nmx: a.b"), InlineData(" mx: a.b\n")]
    [InlineData("mx: a.b\r"), InlineData("\"x\" "), InlineData("a.b\n"), InlineData("; ")]
    public void What_reading_allocates_grows_with_the_text_and_no_faster(string piece)
    {
        var half = Encoding.UTF8.GetBytes(PolicyText.Whole + string.Concat(Enumerable.Repeat(piece, 30_000 / piece.Length)));
        var whole = Encoding.UTF8.GetBytes(PolicyText.Whole + string.Concat(Enumerable.Repeat(piece, 60_000 / piece.Length)));
        AllocatedBy(half);

        Assert.InRange((double)AllocatedBy(whole) / AllocatedBy(half), 0.9, 2.5);
    }

    private static void AssertSound(byte[] bytes)
    {
        var lines = bytes.AsSpan().Count((byte)'\n') + 1;

        var reading = PolicyParser.Parse(bytes);

        Assert.InRange(reading.Findings.Count, 0, MaximumFindings);
        Assert.Equal(reading.Value is null, reading.Findings.Any(finding => finding.Severity == Severity.Error));
        Assert.Equal(reading.Findings.OrderBy(finding => finding.Line == 0).ThenBy(finding => finding.Line), reading.Findings);
        Assert.All(reading.Findings, finding =>
        {
            Assert.InRange(finding.Line, 0, lines);
            Assert.InRange(finding.Column, 0, finding.Line == 0 ? 0 : bytes.Length + 1);
        });
    }

    private static long AllocatedBy(byte[] text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        PolicyParser.Parse(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string? DecodeStrictly(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A" + Field + @"(?:\r?\n" + Field + @")*(?:\r?\n)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
