using System.CommandLine;
using System.CommandLine.Parsing;

namespace MtaSts.Cli.Options;

internal static class DomainArgument
{
    public static Argument<DomainName> One() => new("DOMAIN")
    {
        Description = "Mail domain, such as contoso.com",
        CustomParser = result => Parse(result, result.Tokens[0].Value, "domain"),
    };

    public static Argument<DomainName[]> Many() => new("DOMAIN")
    {
        Description = "Mail domains, such as contoso.com",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => Parse(result, token.Value, "domain")).Distinct()],
    };

    public static Option<DomainName?> Host(string name, string description, string helpName = "HOST") => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Parse(result, result.Tokens[0].Value, "host"),
    };

    private static DomainName Parse(ArgumentResult result, string text, string kind)
    {
        if (!DomainName.TryParse(text, out var domain, out var fault))
        {
            result.AddError($"'{text}' is not a {kind} name: {fault}.");
        }

        return domain;
    }
}
