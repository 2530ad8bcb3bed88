namespace MtaSts.Functions.Tests.Model;

/// <summary>What an operator does in some months, at random.</summary>
internal static class Walk
{
    // Into enforce, as operators go there, so that little of a walk is lost before it matters.
    private static readonly string[] Beginning = ["start", "publish", "promote", "publish"];

    public static IReadOnlyList<Step> Create(int seed)
    {
        var random = new Random(seed);
        var begin = Beginning.Select(act => new Step(act, TimeSpan.FromHours(random.Next(1, 48)), random.Next()));
        var rest = Enumerable.Range(0, random.Next(5, 40)).Select(_ => new Step(Acts.Draw(random), Ages.Any(random), random.Next()));
        return [.. begin, .. rest];
    }

    /// <summary>Takes the steps one after the other; returns what went wrong, or null.</summary>
    public static async Task<Failure?> TakeAsync(IReadOnlyList<Step> steps, Func<World> createWorld)
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
            return null;
        }
        catch (MailLostException exception)
        {
            return new Failure(exception.Message, steps, $"{world.Transcript}");
        }
    }
}
