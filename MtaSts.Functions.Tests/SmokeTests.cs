namespace MtaSts.Functions.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void It_runs() => Assert.Equal("a.example", DomainName.Parse("A.example.").Ascii);
}
