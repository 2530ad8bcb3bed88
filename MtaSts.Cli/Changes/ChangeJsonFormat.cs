using MtaSts.Cli.Json;

namespace MtaSts.Cli.Changes;

internal static class ChangeJsonFormat
{
    public static ChangeJson ToJson(this PlannedChange change, bool isDone, string? idAfter = null) => new()
    {
        Domain = change.Template is null ? change.Name : null,
        Unicode = change.Domain?.ToUnicode(),
        Template = change.Template,
        Change = (change.Before, change.After) switch
        {
            _ when change.Blockers.Count > 0 => "refused",
            _ when !change.IsChange => "unchanged",
            (null, _) => "created",
            (_, null) => "removed",
            _ => "changed",
        },
        Done = isDone && change.IsChange,
        Before = change.Before,
        IdBefore = change.IdBefore,
        After = change.After,
        IdAfter = change.IsChange ? idAfter : change.IdBefore,
        Customer = change.Customer,
        Blockers = change.Blockers.Count > 0 ? change.Blockers : null,
        Findings = [.. change.Findings.Select(FindingJson.From)],
    };
}
