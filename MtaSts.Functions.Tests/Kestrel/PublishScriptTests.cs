using System.IO.Compression;
using MtaSts.Functions.Tests.Pipelines;

namespace MtaSts.Functions.Tests.Kestrel;

/// <summary>The package that <c>eng/publish.sh</c> makes is an app.</summary>
[Collection(BuildGroup.Name)]
public sealed class PublishScriptTests : IDisposable
{
    private readonly ScriptSandbox bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task The_package_unzips_to_an_app_that_starts_and_answers()
    {
        var result = await bench.RunAsync("publish.sh", "--flavour", "kestrel", "--runtime", "linux-x64", "--output", "out/app.zip");
        Assert.True(result.ExitCode == 0, result.ToString());
        var app = Path.Combine(bench.Folder, "app");
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(bench.Folder, "out/app.zip"), app, TestContext.Current.CancellationToken);
        bench.File("policies/contoso.com.txt", "version: STSv1\nmode: testing\nmx: mail.contoso.com\nmax_age: 604800\n");

        await using var process = await AppProcess.StartInAsync(
            app, ["--urls", "http://127.0.0.1:0"], ("MtaSts__PolicyDirectory", Path.Combine(bench.Folder, "policies")));

        Assert.StartsWith("version: STSv1\r\nmode: testing\r\n", await process.GetTextAsync("mta-sts.contoso.com"), StringComparison.Ordinal);
        Assert.True(bench.Has("app/host.json"));
    }
}
