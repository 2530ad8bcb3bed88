using System.Globalization;

namespace MtaSts.Functions.Tests.Model;

/// <summary>
/// Walks through months of changes, outages and mail. <c>MTASTS_WALKS</c> says how many, <c>MTASTS_SEED</c> where they begin.
/// </summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    // What walks that are worth it come by; a hundred have all of it.
    private static readonly string[] Sights =
    [
        "MX changed in enforce", "MX changed in none", "MX changed in testing", "promote: exit code 0", "remove: exit code 0",
        "move-mx: exit code 0", "set: exit code 3", "rollback: exit code 3", "publish: exit code 2",
    ];

    [Fact]
    public async Task No_walk_loses_mail()
    {
        var (first, count) = (ReadNumber("MTASTS_SEED", 1), ReadNumber("MTASTS_WALKS", 2000));
        output.WriteLine($"Seeds {first} to {first + count - 1}.");
        var tally = new Tally();
        var failures = new List<(int Seed, WalkResult Result)>();
        await Parallel.ForEachAsync(Enumerable.Range(first, count), Token, async (seed, _) =>
        {
            var result = await Walk.TakeAsync(Walk.Create(seed), () => new World(tally));
            lock (failures)
            {
                if (count == 1)
                {
                    output.WriteLine($"{result}");
                }

                if (result.Fault is not null)
                {
                    failures.Add((seed, result));
                }
            }
        });
        output.WriteLine($"{tally}");
        if (failures.Count > 0)
        {
            var (seed, failure) = failures.MinBy(found => found.Result.Steps.Count);
            var shrunk = await Shrinking.ShrinkAsync(failure, steps => Walk.TakeAsync(steps, () => new World(tally)));
            var kinds = failures.CountBy(found => Regex.Match(found.Result.Fault!, "refuses|still goes by|will not look").Value);
            Assert.Fail($"{failures.Count} of {count} walks failed ({string.Join(", ", kinds)}). Seed {seed}: {shrunk}");
        }

        Assert.Empty(count < 100 ? [] : Sights.Where(sight => tally[sight] == 0));
    }

    private static int ReadNumber(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
