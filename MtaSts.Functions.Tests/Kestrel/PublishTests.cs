namespace MtaSts.Functions.Tests.Kestrel;

/// <summary>What is published for a container or a machine.</summary>
[Collection(BuildGroup.Name)]
public sealed class PublishTests : IDisposable
{
    private readonly string output = Directory.CreateTempSubdirectory("mta-sts-publish-").FullName;

    public void Dispose() => Directory.Delete(output, recursive: true);

    [Fact]
    public async Task The_published_app_brings_host_json_and_neither_sample_policies_nor_what_only_the_tool_needs()
    {
        await RootCommand.RunAsync("dotnet", "publish", "MtaSts.Functions", "-c", "Release", "-p:FunctionsHost=kestrel", "-o", output, "--nologo");

        var files = Directory.EnumerateFileSystemEntries(output).Select(Path.GetFileName).ToList();
        var dependencies = await File.ReadAllTextAsync(Path.Combine(output, "MtaSts.Functions.deps.json"), TestContext.Current.CancellationToken);

        Assert.Contains("MtaSts.Functions.dll", files);
        Assert.Contains("host.json", files);
        Assert.DoesNotContain("policies", files);
        Assert.DoesNotContain("local.settings.json", files);
        Assert.DoesNotContain("local.settings.json.example", files);
        foreach (var library in (string[])["MailKit", "MimeKit", "BouncyCastle.Cryptography"])
        {
            Assert.DoesNotContain($"{library}.dll", files);
            Assert.DoesNotContain($"{library}.dll", dependencies, StringComparison.Ordinal);
        }
    }
}
