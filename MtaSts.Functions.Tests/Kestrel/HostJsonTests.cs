using Microsoft.Azure.Functions.Worker.Hosting;

namespace MtaSts.Functions.Tests.Kestrel;

public sealed class HostJsonTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void The_route_prefix_and_the_custom_headers_are_read()
    {
        var hostJson = Read("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "", "customHeaders": { "X-A": "1" } } } } // comment""");

        Assert.Equal(("", "1"), (hostJson.RoutePrefix, hostJson.CustomHeaders["x-a"]));
    }

    [Fact]
    public void Of_two_headers_that_differ_in_case_only_the_later_counts()
    {
        var hostJson = Read("""{ "extensions": { "http": { "customHeaders": { "X-A": "1", "x-a": "2" } } } }""");

        Assert.Equal("2", Assert.Single(hostJson.CustomHeaders).Value);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "extensions": {} }""")]
    [InlineData("""{ "extensions": { "http": {} } }""")]
    public void What_is_not_said_is_as_on_the_functions_host(string json)
    {
        var hostJson = Read(json);

        Assert.Equal("api", hostJson.RoutePrefix);
        Assert.Empty(hostJson.CustomHeaders);
    }

    [Fact]
    public void A_missing_file_says_nothing()
    {
        File.Delete(path);

        Assert.Equal("api", HostJson.Read(path).RoutePrefix);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"extensions\": ")]
    [InlineData("[]")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": 1 } } }""")]
    [InlineData("""{ "extensions": { "http": { "customHeaders": "none" } } }""")]
    public void A_file_that_cannot_be_read_is_an_error_that_names_it(string json)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Read(json));

        Assert.StartsWith($"{path} could not be read: ", exception.Message, StringComparison.Ordinal);
    }

    private HostJson Read(string json)
    {
        File.WriteAllText(path, json);
        return HostJson.Read(path);
    }
}
