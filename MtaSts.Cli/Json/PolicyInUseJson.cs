using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Json;

internal sealed record PolicyInUseJson(
    string Sender,
    DateTimeOffset SeenAt,
    DateTimeOffset HeldUntil,
    bool Replaced,
    string? Id,
    DateTimeOffset? Since,
    string Mode,
    IReadOnlyList<string> Mx,
    int MaxAge)
{
    public static PolicyInUseJson From(PolicyInUse use) => new(
        use.Sender,
        use.SeenAt,
        use.HeldUntil,
        use.IsReplaced,
        use.State?.Id,
        use.State?.Since,
        use.Policy.Mode.ToText(),
        [.. use.Policy.Mx.Select(pattern => $"{pattern}")],
        use.Policy.MaxAge);
}
