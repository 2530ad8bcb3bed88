using System.CommandLine;
using MtaSts.Storage;

namespace MtaSts.Cli.Options;

/// <summary>The name of a template; a text that can be none is wrong usage.</summary>
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
                result.AddError($"'{text}' is no template name: use 1 to 40 lower-case letters, digits and hyphens.");
            }

            return text;
        },
    };
}
