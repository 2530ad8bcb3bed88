using System.Text;
using MtaSts.Cli.Output;
using MtaSts.Policies;

namespace MtaSts.Cli;

/// <summary>A change that is shown before it is made.</summary>
/// <param name="Name">The domain, or <c>template NAME</c>.</param>
/// <param name="Before">What is served now: a policy's text or a line that stands for one; null when nothing is.</param>
/// <param name="After">What will be served; null when nothing will.</param>
/// <param name="Findings">What real senders may stumble on in <paramref name="After"/>.</param>
/// <param name="ApplyAsync">Makes the change.</param>
internal sealed record PlannedChange(
    string Name, string? Before, string? After, IReadOnlyList<Finding> Findings, Func<CancellationToken, Task> ApplyAsync)
{
    private const string TemplatePrefix = "template ";

    /// <summary>Whether there is anything to do; what is kept may change where what is served does not.</summary>
    public bool IsChange { get; init; } = Before != After;

    /// <summary>Whether it comes about by another proposal, and so is shown in a line and needs no step of its own.</summary>
    public bool IsConsequence { get; init; }

    /// <summary>What the texts do not show, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The name as people read it: a domain in both its forms, where it has two.</summary>
    public string Title => DomainName.TryParseAscii(Name, out var domain, out _) ? DomainTitle.Format(domain) : Name;

    /// <summary>The name of a proposal about a template.</summary>
    public static string NameOfTemplate(string template) => TemplatePrefix + template;

    /// <summary>The id of a policy's text; null of a text that is none.</summary>
    public static string? ComputeId(string? text) =>
        text is not null && Encoding.ASCII.GetBytes(text) is var bytes && PolicyParser.Parse(bytes).IsValid ? PolicyId.Compute(bytes) : null;

    /// <summary>The proposal as <c>--output json</c> shows it.</summary>
    public ChangeJson ToJson(bool isDone)
    {
        var isTemplate = Name.StartsWith(TemplatePrefix, StringComparison.Ordinal);
        return new ChangeJson
        {
            Domain = isTemplate ? null : Name,
            Unicode = DomainName.TryParseAscii(Name, out var domain, out _) ? domain.ToUnicode() : null,
            Template = isTemplate ? Name[TemplatePrefix.Length..] : null,
            Change = (Before, After) switch
            {
                _ when !IsChange => "unchanged",
                (null, _) => "created",
                (_, null) => "removed",
                _ => "changed",
            },
            Done = isDone && IsChange,
            Before = Before,
            IdBefore = ComputeId(Before),
            After = After,
            IdAfter = ComputeId(After),
            Findings = [.. Findings.Select(FindingJson.From)],
        };
    }
}
