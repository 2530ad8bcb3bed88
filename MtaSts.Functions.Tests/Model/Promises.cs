namespace MtaSts.Functions.Tests.Model;

/// <summary>What the tool has said, and senders must not disprove.</summary>
internal sealed class Promises
{
    private readonly List<Promise> dates = [];
    private readonly Dictionary<(DomainName Domain, string Id), ServedState> ids = [];

    /// <summary>After this time no sender goes by a policy from before <paramref name="state"/>.</summary>
    public void AddDate(DomainName domain, ServedState state, DateTimeOffset until, string words) =>
        dates.Add(new Promise(domain, state, until, words));

    /// <summary>A sender that holds a policy under this id has no need to look for a newer one than <paramref name="state"/>.</summary>
    public void AddId(DomainName domain, string id, ServedState state) => ids[(domain, id)] = state;

    /// <exception cref="MailLostException">A promise is broken.</exception>
    public void Check(Sender sender, DomainName domain, HeldPolicy held, DateTimeOffset now)
    {
        // Mode none binds nobody, however long it is held.
        if (held.Policy.Mode != PolicyMode.None
            && dates.Find(promise => promise.Domain == domain && promise.Until < now && held.State.IsBefore(promise.State)) is { } broken)
        {
            throw new MailLostException(
                $"{now:u} sender {sender.Number} still goes by an earlier policy of {domain}, although the tool said \"{broken.Words}\" "
                + $"while {broken.State} was in force: {held}");
        }

        if (ids.TryGetValue((domain, held.Id), out var state) && held.State.IsBefore(state))
        {
            throw new MailLostException(
                $"{now:u} sender {sender.Number} will not look for a newer policy of {domain}, as the tool gave this id to {state}: "
                + $"{held}");
        }
    }

    private sealed record Promise(DomainName Domain, ServedState State, DateTimeOffset Until, string Words);
}
