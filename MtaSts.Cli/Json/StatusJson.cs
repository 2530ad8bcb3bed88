using System.Text.Json;
using MtaSts.Policies;
using MtaSts.Rollout;

namespace MtaSts.Cli.Json;

internal sealed record StatusJson(
    string Domain,
    string? Customer,
    string? Mode,
    DateTimeOffset? ModeSince,
    string? Id,
    string? ServedId,
    string? PublishedId,
    DateTimeOffset? HeldUntil,
    string Stage,
    string Next,
    string? Command,
    DateTimeOffset? NotBefore)
{
    public IReadOnlyList<PolicyInUseJson>? InUse { get; init; }

    public string? UpstreamFault { get; init; }

    public string? DefaultTemplate { get; init; }

    public static StatusJson From(RolloutStatus status) => new(
        status.Domain.Ascii,
        status.Timeline.Customer,
        status.Mode?.ToText(),
        status.ModeSince,
        status.Id,
        status.Served?.Id,
        status.PublishedId,
        status.HeldUntil,
        JsonNamingPolicy.CamelCase.ConvertName(status.Step.Stage.ToString()),
        status.Step.Text,
        status.Step.Command,
        status.Step.NotBefore)
    {
        UpstreamFault = status.Timeline.Copy?.Fault,
        DefaultTemplate = status.Current is { IsDefault: true, TemplateName: var template } ? template : null,
        InUse = status.Timeline.InUse is { Count: > 0 } inUse ? [.. inUse.Select(PolicyInUseJson.From)] : null,
    };
}
