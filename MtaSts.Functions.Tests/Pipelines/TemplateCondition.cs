namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The part of Azure Pipelines' template expressions that the pipelines use.</summary>
internal sealed partial class TemplateCondition(Dictionary<string, object> parameters, Dictionary<string, string> variables)
{
    public bool IsTrue(string expression) => Evaluate(expression.Trim()).Equals("true", OrdinalIgnoreCase);

    private string Evaluate(string expression)
    {
        if (Call().Match(expression) is { Success: true } call)
        {
            var arguments = Split(call.Groups[2].Value).ConvertAll(Evaluate);
            return call.Groups[1].Value switch
            {
                "and" => $"{arguments.TrueForAll(argument => argument.Equals("true", OrdinalIgnoreCase))}",
                "eq" => $"{arguments[0].Equals(arguments[1], OrdinalIgnoreCase)}",
                "ne" => $"{!arguments[0].Equals(arguments[1], OrdinalIgnoreCase)}",
                "in" => $"{arguments.Skip(1).Contains(arguments[0], StringComparer.OrdinalIgnoreCase)}",
                var name => throw new NotSupportedException($"{name} in a template expression"),
            };
        }

        return expression switch
        {
            ['\'', .. var text, '\''] => text,
            _ when expression.StartsWith("parameters.", Ordinal) => $"{parameters[expression["parameters.".Length..]]}",
            _ when Variable().Match(expression) is { Success: true } match => variables.GetValueOrDefault(match.Groups[1].Value, ""),
            _ => throw new NotSupportedException($"{expression} in a template expression"),
        };
    }

    private static List<string> Split(string arguments)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < arguments.Length; i++)
        {
            depth += arguments[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (arguments[i] == ',' && depth == 0)
            {
                parts.Add(arguments[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(arguments[start..].Trim());
        return parts;
    }

    [GeneratedRegex(@"^(\w+)\((.*)\)$")] private static partial Regex Call();
    [GeneratedRegex(@"^variables\['([\w.]+)'\]$")] private static partial Regex Variable();
}
