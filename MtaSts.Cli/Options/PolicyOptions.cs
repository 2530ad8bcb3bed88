using System.CommandLine;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Options;

/// <summary>The options that say what a policy is to be; a value that none can have is wrong usage, before anything is read.</summary>
internal static class PolicyOptions
{
    public static Option<string?> Mode(string description) => Choice.Create("--mode", description, "enforce", "testing", "none");

    public static Option<string[]> Mx(string description)
    {
        var option = TextOption.CreateRepeatable("--mx", "HOST", description);
        option.Validators.Add(result =>
        {
            foreach (var word in result.Tokens.SelectMany(token => MxText.Split(token.Value).DefaultIfEmpty("")))
            {
                if (!MxText.TryParse(word, out _, out var fault))
                {
                    result.AddError($"'{word}' is not the name of a mail host: {fault}.");
                }
            }
        });
        return option;
    }

    public static Option<string?> MaxAge(string description)
    {
        var option = TextOption.Create("--max-age", "TIME", description);
        option.Validators.Add(result =>
        {
            var text = result.Tokens[0].Value;
            if (!DurationText.TryParse(text, out var seconds))
            {
                result.AddError($"'{text}' is not a time. Use seconds, or a number and h, d or w, such as 36h, 14d or 2w.");
            }
            else if (seconds > Policy.MaximumMaxAge)
            {
                result.AddError($"'{text}' is more than a year. Use at most 365d.");
            }
        });
        return option;
    }

    public static Option<string?> Template(string description)
    {
        var option = TextOption.Create("--template", "NAME", description);
        option.Validators.Add(result =>
        {
            if (!TemplateName.Is(result.Tokens[0].Value))
            {
                result.AddError(TemplateArgument.FormatFault(result.Tokens[0].Value));
            }
        });
        return option;
    }

    /// <summary>An option that takes the URL of a published policy.</summary>
    /// <param name="isUrl">Whether a value is meant for a URL.</param>
    public static Option<string?> Url(string name, string valueName, string description, Func<string, bool> isUrl)
    {
        var option = TextOption.Create(name, valueName, description);
        option.Validators.Add(result =>
        {
            var text = result.Tokens[0].Value;
            if (isUrl(text) && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && PolicyUrl.Is(url)))
            {
                result.AddError($"'{text}' is not the URL of a policy. Use https://mta-sts.<domain>{PolicyUrl.Path}.");
            }
        });
        return option;
    }
}
