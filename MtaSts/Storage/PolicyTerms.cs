using MtaSts.Policies;

namespace MtaSts.Storage;

internal sealed class PolicyTerms
{
    private static readonly FindingRule MaxAgeMalformed =
        PolicyRules.MaxAgeMalformed with { Advice = "Write seconds, or a number and h, d or w, such as 14d." };

    private readonly FindingList findings;
    private readonly PolicyFields fields;

    public PolicyTerms(FindingList findings)
    {
        this.findings = findings;
        fields = new PolicyFields(findings);
        fields.AddName("version");
    }

    public IReadOnlyList<MxPattern> Mx => fields.Mx;

    public int? MaxAge => fields.MaxAge;

    /// <summary>Takes in what columns say; nothing of columns that say nothing.</summary>
    public void Add(PolicyColumns columns)
    {
        if (columns.Mode is { } mode)
        {
            fields.Add("mode", mode, 0, 0);
        }

        if (columns.MaxAge is { } maxAge)
        {
            fields.Add("max_age", maxAge, 0, 0);
        }

        foreach (var pattern in columns.Mx?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            fields.Add("mx", pattern, 0, 0);
        }
    }

    /// <summary>Takes in the mx, and the max_age unless the policy has its own, of a template.</summary>
    public void Add(TemplateTerms template, bool isMaxAgeGiven)
    {
        var errors = template.FindErrors(isMaxAgeGiven);
        foreach (var error in errors)
        {
            findings.Add(error);
        }

        Add(template.Mx);
        if (template.MaxAge is { } maxAge && !isMaxAgeGiven)
        {
            fields.AddMaxAge(maxAge);
        }

        if (errors.Count > 0)
        {
            // They are faulty, and that is said; not missing.
            fields.AddName("mx");
            fields.AddName("max_age");
        }
    }

    public void Add(PolicyMode mode) => fields.Add(mode);

    public void AddMaxAge(int seconds) => fields.AddMaxAge(seconds);

    public void Add(IEnumerable<MxPattern> known, IReadOnlyList<string>? texts)
    {
        foreach (var text in texts ?? [])
        {
            fields.AddMx(text);
        }

        Add(texts is null ? known : []);
    }

    public void Add(IEnumerable<MxPattern> mx)
    {
        foreach (var pattern in mx)
        {
            fields.Add(pattern);
        }
    }

    public Policy? Conclude()
    {
        var policy = fields.Conclude().Value;
        if (policy is not null && PolicyRenderer.Render(policy).Length is var length and > PolicyParser.SafeLength)
        {
            findings.Add(PolicyRules.Long, 0, 0, $"The policy has {length} bytes.");
        }

        return policy;
    }

    /// <summary>Seconds, as <see cref="DurationText"/> writes them; the default when the text is not a duration.</summary>
    public static int ReadMaxAge(string text, FindingList findings)
    {
        if (!DurationText.TryParse(text, out var seconds))
        {
            findings.Add(MaxAgeMalformed, 0, 0, $"The max_age is '{text}'.");
        }
        else if (seconds > Policy.MaximumMaxAge)
        {
            findings.Add(PolicyRules.MaxAgeTooLarge, 0, 0, $"The max_age is {seconds} seconds.");
        }
        else
        {
            return (int)seconds;
        }

        return Policy.DefaultMaxAge;
    }
}
