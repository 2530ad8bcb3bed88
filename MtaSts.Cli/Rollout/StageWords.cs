using MtaSts.Rollout;

namespace MtaSts.Cli.Rollout;

internal static class StageWords
{
    public static string Format(RolloutStage stage) => stage switch
    {
        RolloutStage.MailAtRisk => "mail at risk",
        RolloutStage.Invalid => "invalid",
        RolloutStage.Lost => "row deleted",
        RolloutStage.NotServed => "not served",
        RolloutStage.ToCleanUp => "to clean up",
        RolloutStage.ToPublish => "to publish",
        RolloutStage.ToConfirm => "to confirm",
        RolloutStage.ToRemove => "to remove",
        RolloutStage.ToPromote => "to promote",
        RolloutStage.Settling => "settling",
        RolloutStage.Leaving => "leaving",
        RolloutStage.InTesting => "in testing",
        RolloutStage.Held => "held",
        RolloutStage.Upstream => "upstream",
        RolloutStage.InStep => "in step",
        RolloutStage.NotHosted => "not hosted",
        _ => "unknown",
    };

    /// <summary>How many there are of each kind, those that need somebody first.</summary>
    public static string Count(IReadOnlyList<RolloutStatus> all)
    {
        (string Title, Func<RolloutStage, bool> IsOf)[] kinds =
        [
            ("to mend", stage => stage.IsFailed()), ("to do", stage => !stage.IsFailed() && stage.IsDue()),
            ("waiting", stage => stage.IsWaiting()), ("in order", stage => !stage.IsDue() && !stage.IsWaiting()),
        ];
        var counts = kinds.Select(kind => $"{kind.Title}: {all.Count(status => kind.IsOf(status.Step.Stage))}");
        return $"Domains: {all.Count}; {string.Join(", ", counts)}.";
    }
}
