namespace MtaSts.Functions.Tests.Cloud;

public sealed class ScratchTests : TestsInCloud
{
    [Fact]
    public async Task Look()
    {
        using var writer = new StringWriter();
        Cloud.AddDomain("contoso.com");
        Cloud.AddDomainElsewhere("fabrikam.example");
        await Say(writer, "onboard contoso.com fabrikam.example --what-if");
        await Say(writer, "onboard contoso.com --yes");
        await Say(writer, "onboard contoso.com fabrikam.example --yes");
        await Say(writer, "onboard contoso.com fabrikam.example --yes --output json");
        await Say(writer, "status contoso.com");
        await Say(writer, "offboard contoso.com --yes");
        await Say(writer, "set contoso.com --mode none --yes");
        await Say(writer, "onboard contoso.com --yes");
        foreach (var entry in Cloud.Journal.Of("contoso.com")) { writer.WriteLine(entry); }
        File.WriteAllText("/tmp/scratch.txt", writer.ToString());
    }

    private async Task Say(StringWriter writer, string line)
    {
        var begin = Cloud.Clock.Now;
        var result = await Cloud.RunAsync(line);
        writer.WriteLine($"$ mta-sts {line}   [{Cloud.Clock.Now - begin}]\n{result.Output}\n--\n{result.Errors}\n=> {result.ExitCode}\n");
    }
}
