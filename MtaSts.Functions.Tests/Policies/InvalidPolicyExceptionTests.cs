
namespace MtaSts.Functions.Tests.Policies;

public sealed class InvalidPolicyExceptionTests
{
    private static readonly Finding Warning = PolicyRules.Long.At(0, 0, "The policy is 10001 bytes long.");

    [Theory, InlineData(1, ""), InlineData(3, ""), InlineData(4, " … and 1 more."), InlineData(5, " … and 2 more.")]
    public void The_message_has_the_first_three_errors_and_no_warning(int errors, string more)
    {
        var findings = Enumerable.Range(1, errors).Select(line => PolicyRules.BlankLine.At(line, 0, $"Line {line} is blank.")).ToList();

        var exception = new InvalidPolicyException("the row of example.com", [Warning, .. findings]);

        Assert.Equal($"The policy in the row of example.com is invalid: {string.Join(' ', findings.Take(3))}{more}", exception.Message);
        Assert.Equal([Warning, .. findings], exception.Findings);
    }
}
