namespace MtaSts.Functions.Tests.Model;

/// <summary>Everything that may be done in a step, and how often.</summary>
internal static class Acts
{
    private static readonly (string Name, int Weight, Func<Operator, Random, Task> DoAsync)[] All =
    [
        ("follow", 40, (operation, random) => operation.Rollout.FollowAsync(random)),
        ("publish", 10, (operation, random) => operation.Rollout.PublishAsync(random)),
        ("begin", 0, (operation, random) => operation.Policies.BeginAsync(random)),
        ("start", 3, (operation, random) => operation.Policies.StartAsync(random)),
        ("promote", 5, (operation, random) => operation.Policies.PromoteAsync(random)),
        ("mode", 4, (operation, random) => operation.Policies.SetModeAsync(random)),
        ("mx", 6, (operation, random) => operation.Policies.SetMxAsync(random)),
        ("max-age", 4, (operation, random) => operation.Policies.SetMaxAgeAsync(random)),
        ("use template", 2, (operation, random) => operation.Policies.UseTemplateAsync(random)),
        ("template", 4, (operation, random) => operation.Policies.SetTemplateAsync(random)),
        ("template rollback", 3, (operation, random) => operation.Policies.RollTemplateBackAsync(random)),
        ("rollback", 6, (operation, random) => operation.Policies.RollBackAsync(random)),
        ("export", 2, (operation, random) => operation.Policies.ExportAsync(random)),
        ("import", 2, (operation, random) => operation.Policies.ImportAsync(random)),
        ("move", 25, (operation, random) => operation.Rollout.MoveAsync(random)),
        ("remove", 5, (operation, random) => operation.Rollout.RemoveAsync(random)),
        ("move freely", 4, (operation, random) => operation.Rollout.MoveFreelyAsync(random)),
        ("outage", 8, (operation, random) => operation.SufferAsync(random)),
    ];

    public static IReadOnlyDictionary<string, Func<Operator, Random, Task>> ByName { get; } =
        All.ToDictionary(act => act.Name, act => act.DoAsync);

    public static string Draw(Random random)
    {
        var draw = random.Next(All.Sum(act => act.Weight));
        return All.First(act => (draw -= act.Weight) < 0).Name;
    }
}
