namespace MtaSts.Functions.Tests.Model;

/// <summary>What an operator does in some months, at random.</summary>
internal static class Walk
{
    public static IReadOnlyList<Step> Create(int seed)
    {
        var random = new Random(seed);
        var steps = Enumerable.Range(0, random.Next(5, 40)).Select(_ => new Step(Acts.Draw(random), Ages.Any(random), random.Next()));
        return [new Step("begin", TimeSpan.Zero, random.Next()), .. steps];
    }

    /// <summary>Takes the steps one after the other, as far as no mail is lost.</summary>
    public static async Task<WalkResult> TakeAsync(IReadOnlyList<Step> steps, Func<World> createWorld)
    {
        var world = createWorld();
        var operation = new Operator(world);
        try
        {
            foreach (var step in steps)
            {
                world.Pass(step.Delay, new Random(step.Seed));
                world.Transcript.Add(world.Now, $"{step}");
                await Acts.ByName[step.Act](operation, new Random(step.Seed));
            }

            world.Pass(TimeSpan.FromDays(100), new Random(0));
            return new WalkResult(steps, null, world.Transcript);
        }
        catch (Exception exception)
        {
            // A tool that breaks down is a fault as well, and is looked for in the same way.
            return new WalkResult(steps, exception is MailLostException ? exception.Message : $"{exception}", world.Transcript);
        }
    }
}
