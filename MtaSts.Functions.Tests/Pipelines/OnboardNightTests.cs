using MtaSts.Functions.Tests.Cloud;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>What the pipeline makes of what the tool itself says, from a new list to a night on which nobody is asked.</summary>
public sealed class OnboardNightTests : ScriptSandbox
{
    private const string GoOn = "variable=goOn;isOutput=true]true";

    private TestCloud cloud = null!;
    private FakeProgram tool = null!;

    public override async ValueTask InitializeAsync()
    {
        cloud = await TestCloud.StartAsync(Folder);
        cloud.AddDomain("contoso.com");
        cloud.Dns.SetAddress("contoso-com.mail.protection.outlook.com", "203.0.113.25");
        cloud.AddDomainElsewhere("fabrikam.com");
        Write("infra/domains.txt", "# ours\ncontoso.com\nfabrikam.com\n");
        tool = Fake("mta-sts");
    }

    public override async ValueTask DisposeAsync()
    {
        await cloud.DisposeAsync();
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Domains_are_onboarded_and_one_that_waits_for_its_owner_wakes_nobody()
    {
        var shown = await RunAsync("-WhatIf", "--what-if");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        Assert.Contains(GoOn, shown.Output, Ordinal);
        Assert.Equal(["contoso.com", "fabrikam.com"], ReadTable());

        var done = await RunAsync("", "--wait --timeout 45m --yes");
        Assert.True(done.ExitCode == 0, done.ToString());
        Assert.EndsWith("##vso[task.complete result=SucceededWithIssues;]\n", done.Output, Ordinal);
        Assert.Equal(["fabrikam.com"], ReadTable());

        var atNight = await RunAsync("-WhatIf", "--what-if");
        Assert.True(atNight.ExitCode == 0, atNight.ToString());
        Assert.DoesNotContain(GoOn, atNight.Output, Ordinal);
        Assert.Equal(["fabrikam.com"], ReadTable());
    }

    /// <summary>Runs the script with what the tool says to these options, which must be those that the script gives it.</summary>
    private async Task<ToolResult> RunAsync(string options, string ofTool)
    {
        var (exitCode, output, errors) = await cloud.RunAsync(
            ["onboard", "--file", InFolder("infra/domains.txt"), .. ofTool.Split(' '), "--output", "json"]);
        tool.Answer($"onboard --file infra/domains.txt {ofTool} --output json", output, exitCode, errors);
        return await RunScriptAsync("onboard.ps1", $"-Report report {options}");
    }

    /// <summary>The domains of the report.</summary>
    private IEnumerable<string> ReadTable() =>
        Read("report/onboard.md").Split('\n').Skip(2).Where(line => line.Length > 0).Select(line => line.Split(' ')[1]);
}
