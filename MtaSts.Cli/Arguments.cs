using System.CommandLine.Parsing;
using System.CommandLine;

namespace MtaSts.Cli;

/// <summary>Arguments that several commands have.</summary>
internal static class Arguments
{
    /// <summary>One domain, in any form; a text that is none is wrong usage, with the reason.</summary>
    public static Argument<DomainName> Domain() => new("DOMAIN") { Description = "Mail domain, such as contoso.com", CustomParser = result => ParseDomain(result, result.Tokens[0].Value) };

    /// <summary>One or more domains.</summary>
    public static Argument<DomainName[]> Domains() => new("DOMAIN")
    {
        Description = "Mail domains, such as contoso.com",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => ParseDomain(result, token.Value)).Distinct()],
    };

    /// <summary>The value of an option that names a host.</summary>
    public static DomainName? ParseHost(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DomainName.TryParse(text, out var host, out var fault))
        {
            return host;
        }

        result.AddError($"'{text}' is not a host name: {fault}.");
        return null;
    }

    private static DomainName ParseDomain(ArgumentResult result, string text)
    {
        if (!DomainName.TryParse(text, out var domain, out var fault))
        {
            result.AddError($"'{text}' is not a domain name: {fault}.");
        }

        return domain;
    }
}
