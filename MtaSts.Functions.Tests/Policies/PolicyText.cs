namespace MtaSts.Functions.Tests.Policies;

/// <summary>The pieces that the tables of policy texts are made of.</summary>
internal static class PolicyText
{
    public const string VersionLine = "version: STSv1\n";
    public const string ModeLine = "mode: testing\n";
    public const string MxLine = "mx: mail.example.com\n";
    public const string MaxAgeLine = "max_age: 1209600\n";

    /// <summary>A policy without fault, to add lines to.</summary>
    public const string Whole = VersionLine + ModeLine + MxLine + MaxAgeLine;

    /// <summary>What <see cref="Whole"/> says.</summary>
    public static Policy Plain { get; } = new(PolicyMode.Testing, [MxPattern.Parse("mail.example.com")], 1_209_600);

    public static ParseResult<Policy> Parse(string text) => PolicyParser.Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>Parses bytes that are no UTF-8, each written as the character of its number.</summary>
    public static ParseResult<Policy> ParseBytes(string bytes) => PolicyParser.Parse(Encoding.Latin1.GetBytes(bytes));

    /// <summary>A valid policy of that many bytes.</summary>
    public static string WithLength(int length) => $"{Whole}x: {new string('a', length - Whole.Length - 4)}\n";

    public static string GetErrors<T>(ParseResult<T> reading) where T : class => GetCodes(reading, Severity.Error);
    public static string GetWarnings(ParseResult<Policy> reading) => GetCodes(reading, Severity.Warning);

    public static void AssertErrors<T>(string codes, ParseResult<T> reading, string reason) where T : class
    {
        Assert.Null(reading.Value);
        Assert.True(codes == GetErrors(reading), $"{reason}: {GetErrors(reading)}");
    }

    public static void AssertPlain(ParseResult<Policy> reading, string reason) =>
        Assert.True(Plain.Equals(reading.Value), $"{reason}: {GetErrors(reading)}");

    private static string GetCodes<T>(ParseResult<T> reading, Severity severity) where T : class =>
        string.Join(' ', reading.Findings.Where(finding => finding.Severity == severity).Select(finding => finding.Code));
}
