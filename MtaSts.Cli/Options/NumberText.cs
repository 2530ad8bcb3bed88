using System.CommandLine.Parsing;
using System.Globalization;

namespace MtaSts.Cli.Options;

/// <summary>Whole numbers between bounds, as options take them.</summary>
internal static class NumberText
{
    /// <summary>Reads an option's value; what is none, or is out of bounds, is wrong usage.</summary>
    public static Func<ArgumentResult, int> Between(int minimum, int maximum) => result =>
    {
        var text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < minimum || number > maximum)
        {
            result.AddError($"'{text}' is no whole number from {minimum} to {maximum}.");
        }

        return number;
    };
}
