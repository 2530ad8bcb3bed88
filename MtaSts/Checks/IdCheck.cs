using MtaSts.Checks.Results;
using static System.FormattableString;

namespace MtaSts.Checks;

/// <summary>Judges whether DNS has the id of the policy (RFC 8461 §8.1).</summary>
internal static class IdCheck
{
    /// <param name="published">The id in DNS.</param>
    /// <param name="timeToLive">The TTL of the record.</param>
    public static void Judge(CheckPartBuilder part, string name, string published, TimeSpan? timeToLive, IdExpectation expected)
    {
        if (expected.Served is null || expected.IsMetBy(published))
        {
            return;
        }

        // Before a change is served everywhere, and before resolvers have forgotten the old record, DNS cannot be in step.
        var seenEverywhereAt = expected.ServedEverywhereAt + (timeToLive ?? TimeSpan.Zero);
        if (expected.Uncovered is [var host, ..])
        {
            // A new id makes senders fetch the policy that refuses a mail host; those that hold an earlier one may still deliver to it.
            part.AddNotChecked(
                $"The id in DNS is {PlainText.Quote(published)}, not that of the served policy. Leave it so until the policy covers "
                + $"{PlainText.Quote(host)}: senders that fetch it do not deliver there.");
        }
        else if (expected.IsOtherServed && !(expected.ServedEverywhereAt > expected.Now))
        {
            part.AddNotChecked("Which id DNS has to have is unknown while the host does not serve the policy that is in the store.");
        }
        else if (expected.Stored?.Content is not null && seenEverywhereAt is { } end && end > expected.Now)
        {
            part.AddFinding(Publish(name, published, end, expected));
        }
        else
        {
            part.AddFinding(Drift(name, published, expected));
        }
    }

    private static CheckFinding Publish(string name, string published, DateTimeOffset seenEverywhereAt, IdExpectation expected)
    {
        var message = Invariant($"The policy changed at {expected.Since:u}, and DNS still has the id {PlainText.Quote(published)}.");
        var command = $"Run 'mta-sts publish {expected.Domain}'";
        var advice = expected.ServedEverywhereAt > expected.Now
            ? Invariant($"{command} after {expected.ServedEverywhereAt:u}, when no cache has the earlier one.")
            : Invariant($"{command}. If that is done, resolvers have the new id by {seenEverywhereAt:u}.");
        return CheckRules.IdToPublish.At(name, message, advice);
    }

    private static CheckFinding Drift(string name, string published, IdExpectation expected) => CheckRules.IdDrifted.At(
        name,
        expected.Id is { } id
            ? $"The id in DNS is {PlainText.Quote(published)}, but the served policy has the id {PlainText.Quote(id)}."
            : $"The id in DNS is {PlainText.Quote(published)}, which is not that of the served policy.",
        expected.Stored?.Content is null
            ? null
            : $"Run 'mta-sts publish {expected.Domain}'. Senders fetch the policy again only when the id changes.");
}
