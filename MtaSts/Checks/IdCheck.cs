using MtaSts.Checks.Results;
using MtaSts.Records;
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

        var id = PlainText.Quote(published);
        if (IsHeldBack(part, $"The id in DNS is {id}, not that of the served policy.", expected)
            || IsToPublish(part, name, $"DNS still has the id {id}", timeToLive, expected))
        {
            return;
        }

        if (expected.IsOtherServed)
        {
            part.AddNotChecked("Which id DNS has to have is unknown while the host does not serve the policy that is in the store.");
        }
        else
        {
            part.AddFinding(Drift(name, published, expected));
        }
    }

    /// <summary>Whether it is all right for now that there is no record; if so, says why.</summary>
    public static bool ExcusesAbsence(CheckPartBuilder part, string name, IdExpectation expected) =>
        expected.Served is not null
        && (IsHeldBack(part, "There is no id in DNS.", expected) || IsToPublish(part, name, "DNS has no record yet", null, expected));

    // A new id makes senders fetch the policy that refuses a mail host; those that hold an earlier one, or none, may still deliver to it.
    private static bool IsHeldBack(CheckPartBuilder part, string state, IdExpectation expected)
    {
        if (expected.AreMailHostsUnknown)
        {
            part.AddNotChecked($"{state} Leave it so until it is known which hosts receive the mail.");
            return true;
        }

        if (expected.Uncovered is not [var host, ..])
        {
            return false;
        }

        part.AddNotChecked(
            $"{state} Leave it so until the policy covers {PlainText.Quote(host)}: senders that fetch it do not deliver there.");
        return true;
    }

    // Before a change is served everywhere, and before resolvers have forgotten the old record, DNS cannot be in step.
    private static bool IsToPublish(CheckPartBuilder part, string name, string state, TimeSpan? timeToLive, IdExpectation expected)
    {
        var publishAt = expected.ServedEverywhereAt;
        var isServed = !expected.IsOtherServed || publishAt > expected.Now;
        if (expected.Stored?.Content is null || !isServed || !(publishAt + (timeToLive ?? TimeSpan.Zero) > expected.Now))
        {
            return false;
        }

        var command = FormatCommand(expected);
        part.AddFinding(CheckRules.IdToPublish.At(
            name,
            Invariant($"The policy changed at {expected.Since:u}, and {state}."),
            publishAt > expected.Now
                ? Invariant($"{command} after {publishAt:u}, when no cache has the earlier one.")
                : Invariant($"{command}. If that is done, resolvers have the new id by {publishAt + timeToLive:u}.")));
        return true;
    }

    private static CheckFinding Drift(string name, string published, IdExpectation expected) => CheckRules.IdDrifted.At(
        name,
        expected.Id is { } id
            ? $"The id in DNS is {PlainText.Quote(published)}, but the served policy has the id {PlainText.Quote(id)}."
            : $"The id in DNS is {PlainText.Quote(published)}, which is not that of the served policy.",
        expected.Stored?.Content is null
            ? null
            : $"{FormatCommand(expected)}. Senders fetch the policy again only when the id changes.");

    private static string FormatCommand(IdExpectation expected) => expected.Stored is { IsDefault: true, Id: { } id }
        ? $"The policy is that of the default template: write \"{new MtaStsRecord(id)}\" to the record"
        : expected.Record is { } record
        ? $"Run 'mta-sts publish {expected.Domain}', and change the record {PlainText.Quote(record)}, which it is a CNAME for; "
            + "if that is another's, replace the CNAME"
        : $"Run 'mta-sts publish {expected.Domain}'";
}
