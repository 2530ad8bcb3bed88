using System.Diagnostics;

namespace MtaSts.Functions.Tests.Model;

public sealed class ModelTests
{
    [Fact]
    public async Task Measure()
    {
        for (var i = 0; i < 200; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var world = new World();
            var tool = new ModelTool(world);
            var result = await tool.RunAsync(1, "set contoso.com --mx mail.contoso.com --mode testing --yes");
            Assert.Equal(0, result.ExitCode);
            world.Zone["_mta-sts.contoso.com"].Set(world.Now, new RecordSet(world.Host[World.Domains[0]].Now.Number + "a", TimeSpan.FromMinutes(5)));
            world.Pass(TimeSpan.FromDays(1), new Random(1));
            for (var j = 0; j < 10; j++)
            {
                result = await tool.RunAsync(1, $"set contoso.com --mx m{j}.contoso.com --mode testing --yes");
            }
            var set = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            for (var j = 0; j < 10; j++)
            {
                result = await tool.RunAsync(1, $"promote contoso.com --min-days 0 --yes");
            }
            var pro = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            for (var j = 0; j < 10; j++)
            {
                world.Pass(TimeSpan.FromDays(1), new Random(j));
            }
            var pass = Stopwatch.GetElapsedTime(started);
            if (i == 199) { Assert.Fail($"{set.TotalMilliseconds / 11} {pro.TotalMilliseconds / 10} {pass.TotalMilliseconds / 10}\n{world.Transcript}"); }
        }
    }
}
