using System.Text.Json;
using MtaSts.Rollout;

namespace MtaSts.Cli.Json;

internal sealed record MxMoveJson(string Domain, bool Changed, string Step, string Next, string? Command, DateTimeOffset? NotBefore)
{
    public IReadOnlyList<MxMoveStepJson>? Plan { get; init; }

    public IReadOnlyList<DomainRecordsJson>? Publication { get; init; }

    public static MxMoveJson From(MxMove move, bool isChanged, bool showsPlan)
    {
        var next = MxMoveStepJson.From(move.Step);
        return new(move.Domain.Ascii, isChanged, next.Step, next.Next, next.Command, next.NotBefore)
        {
            Plan = showsPlan ? [.. move.Plan.Select(MxMoveStepJson.From)] : null,
        };
    }
}

internal sealed record MxMoveStepJson(string Step, string Next, string? Command, DateTimeOffset? NotBefore)
{
    public static MxMoveStepJson From(MxMoveStep step) =>
        new(JsonNamingPolicy.CamelCase.ConvertName(step.Stage.ToString()), step.Text, step.Command, step.NotBefore);
}
