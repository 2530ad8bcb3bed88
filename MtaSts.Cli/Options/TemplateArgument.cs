using System.CommandLine;
using MtaSts.Storage;

namespace MtaSts.Cli.Options;

internal static class TemplateArgument
{
    public static Argument<string> Create() => new("NAME")
    {
        Description = "Template: 1 to 40 lower-case letters, digits and hyphens",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!TemplateName.Is(text))
            {
                result.AddError(FormatFault(text));
            }

            return text;
        },
    };

    public static string FormatFault(string text) =>
        $"'{text}' is not a template name. Use 1 to 40 lower-case letters, digits and hyphens.";
}
