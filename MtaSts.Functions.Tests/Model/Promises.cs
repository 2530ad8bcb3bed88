namespace MtaSts.Functions.Tests.Model;

/// <summary>The dates that the tool named: after such a date no sender goes by a policy from before.</summary>
internal sealed class Promises
{
    private readonly List<(DomainName Domain, ServedState State, DateTimeOffset Until, string Words)> promises = [];

    /// <param name="state">The state that was current when the tool said so.</param>
    public void Add(DomainName domain, ServedState state, DateTimeOffset until, string words) => promises.Add((domain, state, until, words));

    /// <exception cref="MailLostException">A promise is broken.</exception>
    public void Check(Sender sender, DomainName domain, HeldPolicy held, DateTimeOffset now)
    {
        var broken = promises.Find(promise => promise.Domain == domain && promise.Until < now
            && held.State.Number < promise.State.Number && !held.Policy.Equals(promise.State.Policy));
        if (broken.Words is { } words)
        {
            throw new MailLostException(
                $"{now:u} sender {sender.Number} still goes by an earlier policy of {domain}, although the tool named {broken.Until:u} "
                + $"(in state {broken.State}, \"{words}\"): {held}");
        }
    }
}
