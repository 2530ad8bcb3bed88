using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>
/// Collects the observations and findings of a <see cref="CheckPart"/>. Bounded, because the checked domain decides how many there are.
/// </summary>
internal sealed class CheckPartBuilder(CheckArea area)
{
    private const int Capacity = 100;
    private const int MaximumLength = 255;

    private readonly List<Observation> observations = [];
    private readonly List<CheckFinding> findings = [];
    private readonly List<string> notChecked = [];
    private int omittedObservations;
    private int omittedFindings;

    /// <summary>Adds an observation; beyond the capacity, only their number is kept.</summary>
    public void AddObservation(string name, string value)
    {
        if (observations.Count < Capacity)
        {
            observations.Add(new Observation(name, Cut(value)));
        }
        else
        {
            omittedObservations++;
        }
    }

    /// <summary>
    /// Adds a finding; beyond the capacity, only the first error, in place of the last warning. Of the others, their number is kept.
    /// </summary>
    public void AddFinding(CheckFinding finding)
    {
        var added = finding with { Subject = Cut(finding.Subject) };
        if (findings.Count < Capacity)
        {
            findings.Add(added);
            return;
        }

        omittedFindings++;
        if (finding.Severity == Severity.Error && !findings.Exists(other => other.Severity == Severity.Error))
        {
            findings[^1] = added;
        }
    }

    public void AddAll(IEnumerable<Observation> moreObservations, IEnumerable<CheckFinding> moreFindings)
    {
        foreach (var observation in moreObservations)
        {
            AddObservation(observation.Name, observation.Value);
        }

        foreach (var finding in moreFindings)
        {
            AddFinding(finding);
        }
    }

    public void AddNotChecked(string sentence) => notChecked.Add(sentence);

    public CheckPart ToPart()
    {
        Observation[] all = [.. observations, .. Count("more", omittedObservations), .. Count("more findings", omittedFindings)];
        return new CheckPart(area, all, [.. findings], notChecked.Count == 0 ? null : string.Join(' ', notChecked));
    }

    private static Observation[] Count(string what, int omitted) =>
        omitted == 0 ? [] : [new Observation(what, $"{omitted} not shown")];

    private static string Cut(string text) => text.Length <= MaximumLength ? text : text[..(MaximumLength - 1)] + "…";
}
