using MtaSts.Storage;

namespace MtaSts.Cli.Changes;

internal static class ContentTitle
{
    public static string Format(PolicyContent? content) => content switch
    {
        null => "nothing valid",
        PolicyContent.Template { Name: var name, MaxAge: null } => $"template {name}",
        PolicyContent.Template { Name: var name } => $"template {name}, with its own max_age",
        PolicyContent.Upstream { Url: var url } => $"upstream {url}",
        _ => "its own mx",
    };

    /// <summary>What a change of content is that the policies' texts do not show; nothing from one policy of its own to another.</summary>
    public static IReadOnlyList<string> FormatChange(StoredPolicy? current, PolicyContent next)
    {
        var (before, after) = (Format(current?.Content), Format(next));
        return before == after || (next is PolicyContent.Inline && current?.Content is null) ? []
            : [current is null ? after : $"{before} → {after}"];
    }
}
