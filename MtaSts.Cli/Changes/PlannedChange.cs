using System.Text;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Changes;

/// <param name="Name">The domain, or <c>template NAME</c>.</param>
/// <param name="Before">What is served now: a policy's text, or a line that stands for one; null when nothing is.</param>
internal sealed record PlannedChange(string Name, string? Before, string? After, IReadOnlyList<Finding> Findings)
{
    private const string TemplatePrefix = "template ";

    /// <summary>Whether there is anything to do; what is stored may change where what is served does not.</summary>
    public bool IsChange { get; init; } = Before != After;

    /// <summary>Whether another change brings it about, so that it is shown in one line.</summary>
    public bool IsConsequence { get; init; }

    /// <summary>Why it is refused, each a clause; nothing of it is written then.</summary>
    public IReadOnlyList<string> Blockers { get; init; } = [];

    /// <summary>The id that is in force; the next one is the store's to give, when the change is made.</summary>
    public string? IdBefore { get; init; }

    /// <summary>Whose the domain becomes; null where that does not change.</summary>
    public string? Customer { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public string? Template => Name.StartsWith(TemplatePrefix, StringComparison.Ordinal) ? Name[TemplatePrefix.Length..] : null;

    public DomainName? Domain => DomainName.TryParseAscii(Name, out var domain, out _) ? domain : null;

    public static string NameOfTemplate(string template) => TemplatePrefix + template;

    public static PlannedChange From(DomainName domain, StoredPolicy? current, PolicyDraft draft) =>
        new(domain.Ascii, FormatText(current), FormatText(draft.Content, draft.Policy), draft.Findings)
        {
            IsChange = !draft.Content!.Equals(current?.Content),
            IdBefore = current?.Id,
            Notes = ContentTitle.FormatChange(current, draft.Content),
        };

    public static PlannedChange Refused(DomainName domain, StoredPolicy? current, string blocker) =>
        new(domain.Ascii, FormatText(current), FormatText(current), []) { IdBefore = current?.Id, Blockers = [blocker] };

    /// <summary>The text that stands for what is stored: the policy as it is served, or the provider's address.</summary>
    public static string? FormatText(StoredPolicy? stored) => stored is null ? null : FormatText(stored.Content, stored.Policy);

    public static string FormatText(PolicyContent? content, Policy? policy) => (content, policy) switch
    {
        (_, not null) => Encoding.ASCII.GetString(PolicyRenderer.Render(policy)),
        (PolicyContent.Upstream { Url: var url }, _) => $"upstream: {url}\r\n",
        _ => "invalid: the stored policy cannot be served\r\n",
    };

    public static string FormatTemplate(IEnumerable<MxPattern> mx, int? maxAge) => maxAge is null
        ? "invalid: the stored template cannot be used\r\n"
        : string.Concat(mx.Select(pattern => $"mx: {pattern}\r\n")) + $"max_age: {maxAge}\r\n";
}
