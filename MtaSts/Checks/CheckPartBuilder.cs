using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>A <see cref="CheckPart"/> as it is gathered; bounded, because whoever is looked at decides how much there is to say.</summary>
internal sealed class CheckPartBuilder(CheckArea area)
{
    /// <summary>How many findings, and how many observations, a part takes.</summary>
    public const int Capacity = 100;

    private const int MaximumLength = 255;

    private readonly List<Observation> seen = [];
    private readonly List<CheckFinding> findings = [];
    private readonly List<string> notChecked = [];
    private int unseen;

    /// <summary>Adds what was seen; past the capacity only how much more there was is kept.</summary>
    public void AddObservation(string name, string value)
    {
        if (seen.Count < Capacity)
        {
            seen.Add(new Observation(name, Cut(value)));
        }
        else
        {
            unseen++;
        }
    }

    /// <summary>Adds a finding; past the capacity only the first error still counts, in place of the last warning.</summary>
    public void AddFinding(CheckFinding finding)
    {
        var added = finding with { Subject = Cut(finding.Subject) };
        if (findings.Count < Capacity)
        {
            findings.Add(added);
        }
        else if (finding.Severity == Severity.Error && !findings.Exists(other => other.Severity == Severity.Error))
        {
            findings[^1] = added;
        }
    }

    /// <summary>Adds what was seen and found, in this order.</summary>
    public void AddAll(IEnumerable<Observation> observations, IEnumerable<CheckFinding> faults)
    {
        foreach (var observation in observations)
        {
            AddObservation(observation.Name, observation.Value);
        }

        foreach (var fault in faults)
        {
            AddFinding(fault);
        }
    }

    /// <summary>Adds what could not be looked at, and why: a plain sentence.</summary>
    public void AddNotChecked(string sentence) => notChecked.Add(sentence);

    /// <summary>The part.</summary>
    public CheckPart ToPart()
    {
        Observation[] all = unseen == 0 ? [.. seen] : [.. seen, new Observation("more", $"{unseen} not shown")];
        return new CheckPart(area, all, [.. findings], notChecked.Count == 0 ? null : string.Join(' ', notChecked));
    }

    private static string Cut(string text) => text.Length <= MaximumLength ? text : text[..(MaximumLength - 1)] + "…";
}
