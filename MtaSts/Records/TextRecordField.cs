namespace MtaSts.Records;

/// <summary>One <c>name=value</c> of a TXT record.</summary>
/// <param name="Value">The value, without white space around it.</param>
/// <param name="Column">The column of the name, from 1.</param>
internal readonly record struct TextRecordField(string Name, string Value, int Column)
{
    /// <summary>Says that the field is not defined, and what was meant if its name is near to one that is.</summary>
    public string DescribeUnknown(string standard, string known) =>
        $"The field '{Name}' is not defined by {standard}.{NearWord.Suggest(Name, [known])}";

    /// <summary>Says that a field is missing, and which one stands in its place.</summary>
    public static Finding DescribeMissing(TextRecordField? near, FindingRule rule, string name)
    {
        if (near is not { } written)
        {
            return rule.At(0, 0, $"The record has no {name}.");
        }

        var why = written.Name.Equals(name, StringComparison.OrdinalIgnoreCase) ? ", and names are case-sensitive" : "";
        return (rule with { Advice = $"Write '{name}=' there." }).At(
            1, written.Column, $"The record has no {name}. It says '{written.Name}'{why}.");
    }
}
