using System.Reflection.PortableExecutable;

namespace MtaSts.Functions.Tests.Server;

/// <summary>What dotnet publish writes, for Azure and for a machine.</summary>
[Collection(BuildGroup.Name)]
public sealed class PublishTests : TestsWithFolder
{
    [Fact]
    public async Task The_published_server_starts_and_brings_neither_sample_policies_nor_what_only_the_tool_needs()
    {
        await RootCommand.RunAsync("dotnet", "publish", "MtaSts.Server", "-o", Folder, "--nologo");
        Write("mine/contoso.com.txt", "version: STSv1\nmode: none\nmax_age: 86400\n");

        await using (
            var server = await AppProcess.StartInAsync(Folder, ["--urls", "http://127.0.0.1:0"], ("MtaSts__PolicyDirectory", "mine")))
        {
            Assert.StartsWith("version: STSv1\r\nmode: none\r\n", await server.GetTextAsync("mta-sts.contoso.com"), Ordinal);
        }

        AssertHasNothingOfTheTool("MtaSts.Server", "appsettings.json");
    }

    [Fact]
    public async Task The_published_app_brings_what_its_host_needs_and_nothing_that_belongs_to_a_desk()
    {
        await RootCommand.RunAsync("dotnet", "publish", "MtaSts.Functions", "-o", Folder, "--nologo");

        AssertHasNothingOfTheTool(
            "MtaSts.Functions", "host.json", "worker.config.json", "functions.metadata", "extensions.json", ".azurefunctions");

        // azd publishes without a runtime, and code that is still to be compiled doubles a cold start.
        Assert.True(IsReadyToRun("MtaSts.Functions.dll") && IsReadyToRun("MtaSts.Serving.dll"));
        Assert.Equal([0x7F, (byte)'E', (byte)'L', (byte)'F'], (await File.ReadAllBytesAsync(InFolder("MtaSts.Functions"), Token))[..4]);
    }

    private bool IsReadyToRun(string file)
    {
        using var reader = new PEReader(File.OpenRead(InFolder(file)));
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private void AssertHasNothingOfTheTool(string project, params string[] needed)
    {
        var files = Directory.EnumerateFileSystemEntries(Folder).Select(Path.GetFileName).ToList();
        var dependencies = File.ReadAllText(Path.Combine(Folder, $"{project}.deps.json"));

        Assert.Superset(needed.Append($"{project}.dll").ToHashSet(), files.OfType<string>().ToHashSet());
        Assert.DoesNotContain(files, file => file is "policies" || file!.StartsWith("local.settings.json", Ordinal));
        foreach (var library in (string[])["MailKit", "MimeKit", "BouncyCastle.Cryptography"])
        {
            Assert.DoesNotContain($"{library}.dll", files);
            Assert.DoesNotContain($"{library}.dll", dependencies, Ordinal);
        }
    }
}
