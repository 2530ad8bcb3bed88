using System.CommandLine.Parsing;
using System.Globalization;

namespace MtaSts.Cli.Options;

internal static class NumberOption
{
    public static Func<ArgumentResult, int> Between(int minimum, int maximum) => result =>
    {
        var text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < minimum || number > maximum)
        {
            result.AddError($"'{text}' is not a whole number from {minimum} to {maximum}.");
        }

        return number;
    };
}
