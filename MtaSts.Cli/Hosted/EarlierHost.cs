using MtaSts.Cli.Import;
using MtaSts.Policies;
using MtaSts.Rollout;

namespace MtaSts.Cli.Hosted;

/// <summary>
/// What senders may still hold of a host beside the policy that it serves, which nobody can see from outside: hosts change the hosts and
/// the mode of a policy, and leave its max_age; unless the policy says by itself that another one came before.
/// </summary>
internal static class EarlierHost
{
    private const int Day = 86_400;

    public const string SameMaxAge =
        "what its host served before is unknown; senders are taken to hold it for the max_age of the policy that it serves now";

    public const string ShortMaxAge =
        "its policy is as one before a move or a removal (none, or a max_age under a day), and what was served before is unknown, "
        + AssumedHold.Longest;

    public const string OtherId = "the id in DNS is that of another policy, which senders may hold, " + AssumedHold.Longest;

    /// <param name="id">The id in DNS.</param>
    public static AssumedHold Assume(Policy served, string? id, DateTimeOffset now) =>
        IsOfOther(id, served) ? new AssumedHold(EarlierPolicies.AssumeEnd(now), OtherId)
        : served.Mode == PolicyMode.None || served.MaxAge < Day ? new AssumedHold(EarlierPolicies.AssumeEnd(now), ShortMaxAge)
        : new AssumedHold(EarlierPolicies.AssumeEnd(now, served.MaxAge), SameMaxAge);

    // Only ids made here tell of which policy they are. A number of 16 digits is rather somebody's time.
    private static bool IsOfOther(string? id, Policy served) =>
        id is not null && PolicyId.Is(id) && !PolicyId.IsOf(id, served) && !id.All(char.IsAsciiDigit);
}
