namespace MtaSts.Functions.Tests.Model;

/// <summary>A model is worth what it notices: with the ids, or the freshness, of before issue 10 the same walks go wrong.</summary>
public sealed class ModelItselfTests(ITestOutputHelper output)
{
    private const int Walks = 200;

    [Fact]
    public async Task Ids_that_come_back_with_an_earlier_policy_are_noticed() =>
        await NoticeAsync(tally => new World(tally, reusesIds: true));

    [Fact]
    public async Task An_app_that_answers_with_what_it_has_before_it_looks_is_noticed() =>
        await NoticeAsync(tally => new World(tally, servesStaleWhenIdle: true));

    private async Task NoticeAsync(Func<Tally, World> createWorld)
    {
        for (var seed = 1; seed <= Walks; seed++)
        {
            if ((await Walk.TakeAsync(Walk.Create(seed), () => createWorld(new Tally()))).Fault is { } fault)
            {
                output.WriteLine($"Seed {seed}: {fault}");
                return;
            }
        }

        Assert.Fail($"{Walks} walks found nothing.");
    }
}
