namespace MtaSts.Functions.Tests.Model;

/// <summary>A model is worth what it notices: with the ids, or the freshness, of before issue 10 the same walks go wrong.</summary>
public sealed class ModelItselfTests(ITestOutputHelper output)
{
    private const int Walks = 300;

    [Fact]
    public async Task Ids_that_come_back_are_noticed() => await NoticeAsync(tally => new World(tally, reusesIds: true));

    [Fact]
    public async Task An_app_that_serves_what_it_has_before_it_looks_is_noticed() =>
        await NoticeAsync(tally => new World(tally, servesStaleWhenIdle: true));

    private async Task NoticeAsync(Func<Tally, World> createWorld)
    {
        var tally = new Tally();
        foreach (var seed in Enumerable.Range(1, Walks))
        {
            if ((await Walk.TakeAsync(Walk.Create(seed), () => createWorld(tally))).Fault is { } fault)
            {
                output.WriteLine($"Seed {seed}: {fault}");
            }
        }

        Assert.Fail("x");
    }
}
