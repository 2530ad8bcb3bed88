namespace MtaSts.Policies;

/// <summary>
/// Fields that the standard does not define, and whose name is near to one that it does: senders ignore them (RFC 8461 §3.2), and nobody
/// who wrote <c>Mode</c> or <c>nmx</c> meant that.
/// </summary>
internal sealed class MisnamedFields
{
    private static readonly (string Name, FindingRule Missing)[] Known =
    [
        ("version", PolicyRules.VersionMissing),
        ("mode", PolicyRules.ModeMissing),
        ("mx", PolicyRules.MxMissing),
        ("max_age", PolicyRules.MaxAgeMissing),
    ];

    // As many as findings are kept: who writes more names than that decides how long it takes.
    private int looked;

    // The first name that was written for each, and the lines of all.
    private readonly Dictionary<string, (string Written, LineNumbers Lines)> fields = new(StringComparer.Ordinal);

    public bool IsEmpty => fields.Count == 0;

    public bool Contains(string name) => fields.ContainsKey(name);

    public bool TryAdd(string written, int line)
    {
        if (looked++ >= FindingList.Capacity || NearWord.Find(written, Known.Select(field => field.Name)) is not { } name)
        {
            return false;
        }

        fields.TryAdd(name, (written, new LineNumbers()));
        fields[name].Lines.Add(line);
        return true;
    }

    /// <summary>Says what was meant: as an error where the field is missing now, otherwise as a warning.</summary>
    public void Conclude(Func<string, bool> isMissing, FindingList findings)
    {
        (string Name, FindingRule Missing)[] missing = [.. Known.Where(field => Contains(field.Name) && isMissing(field.Name))];
        if (missing.Length > 1)
        {
            findings.Add(DescribeAll([.. missing.Select(field => field.Name)]));
        }
        else if (missing is [var (name, rule)])
        {
            findings.Add(DescribeMissing(name, rule));
        }

        foreach (var (field, (written, lines)) in fields.Where(field => !isMissing(field.Key)))
        {
            findings.Add(
                PolicyRules.FieldMisnamed, lines.First, 1, $"{lines.Subject} {lines.Verb("says")} '{written}'. Did you mean '{field}'?");
        }
    }

    private static bool DiffersInCase(string written, string name) => written.Equals(name, StringComparison.OrdinalIgnoreCase);

    private Finding DescribeMissing(string name, FindingRule rule)
    {
        var (written, lines) = fields[name];
        var why = DiffersInCase(written, name) ? ", and field names are case-sensitive" : "";
        return (rule with { Advice = $"Write '{name}' there." }).At(
            lines.First, 1, $"The field '{name}' is missing. {lines.Subject} {lines.Verb("says")} '{written}'{why}.");
    }

    /// <summary>Who wrote one name in capitals wrote all of them so: that is one mistake.</summary>
    private Finding DescribeAll(string[] names)
    {
        var lines = new LineNumbers();
        foreach (var line in names.SelectMany(name => fields[name].Lines.Kept).Order())
        {
            lines.Add(line);
        }

        var written = names.Select(name => fields[name].Written);
        var why = names.All(name => DiffersInCase(fields[name].Written, name)) ? ", and field names are case-sensitive" : "";
        return PolicyRules.FieldsMisnamed.At(
            lines.First,
            1,
            $"The fields {Join(names)} are missing. {lines.Subject} {lines.Verb("says")} {Join(written)}{why}.");
    }

    private static string Join(IEnumerable<string> words)
    {
        string[] quoted = [.. words.Select(word => $"'{word}'")];
        return $"{string.Join(", ", quoted[..^1])} and {quoted[^1]}";
    }
}
