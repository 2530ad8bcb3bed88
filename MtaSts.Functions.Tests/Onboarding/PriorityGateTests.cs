using MtaSts.Cli.Onboarding.Walks;

namespace MtaSts.Functions.Tests.Onboarding;

public sealed class PriorityGateTests
{
    private readonly PriorityGate gate = new();
    private readonly List<string> order = [];

    [Fact]
    public async Task Who_is_urgent_comes_before_who_is_not_and_each_in_their_order()
    {
        var first = new TaskCompletionSource();
        List<Task> all =
        [
            gate.RunAsync(isUrgent: false, () => first.Task, Token),
            EnterAsync("patient 1", isUrgent: false),
            EnterAsync("patient 2", isUrgent: false),
            EnterAsync("urgent 1", isUrgent: true),
            EnterAsync("urgent 2", isUrgent: true),
        ];

        first.SetResult();
        await Task.WhenAll(all);

        Assert.Equal(["urgent 1", "urgent 2", "patient 1", "patient 2"], order);
    }

    [Fact]
    public async Task Only_one_is_in_at_a_time()
    {
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => gate.RunAsync(
            number % 3 == 0,
            async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            },
            Token)));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Who_gives_up_while_waiting_has_no_turn_and_blocks_nobody()
    {
        using var impatience = new CancellationTokenSource();
        var first = new TaskCompletionSource();
        var inside = gate.RunAsync(isUrgent: false, () => first.Task, Token);
        var left = gate.RunAsync(isUrgent: true, () => throw new InvalidOperationException("It had a turn."), impatience.Token);
        var last = EnterAsync("last", isUrgent: false);

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        first.SetResult();
        await Task.WhenAll(inside, last);

        Assert.Equal(["last"], order);
    }

    [Fact]
    public async Task Who_fails_lets_the_next_one_in()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => gate.RunAsync(isUrgent: false, () => throw new InvalidOperationException(), Token));
        await EnterAsync("next", isUrgent: false);

        Assert.Equal(["next"], order);
    }

    private Task EnterAsync(string name, bool isUrgent) => gate.RunAsync(
        isUrgent,
        () =>
        {
            order.Add(name);
            return Task.CompletedTask;
        },
        Token);
}
