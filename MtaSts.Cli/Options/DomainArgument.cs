using System.CommandLine;
using System.CommandLine.Parsing;
using MtaSts.Cli.Console;
using MtaSts.Cli.Names;
using MtaSts.ExchangeOnline;

namespace MtaSts.Cli.Options;

internal static class DomainArgument
{
    public static Argument<DomainName> One() => new("DOMAIN")
    {
        Description = "Mail domain, such as contoso.com",
        CustomParser = result => Parse(result, result.Tokens[0].Value),
    };

    public static Argument<DomainName[]> Many() => new("DOMAIN")
    {
        Description = "Mail domains, such as contoso.com",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => Parse(result, token.Value)).Distinct()],
    };

    public static Option<DomainName?> Host(string name, string description, string helpName = "HOST") => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!DomainName.TryParse(text, out var host, out var fault))
            {
                result.AddError($"'{MailDomainText.Show(text)}' is not a host name: {fault}.");
            }

            return host;
        },
    };

    /// <summary>Says of which of the domains of a call something else was written.</summary>
    public static void WriteNotes(ParseResult arguments, CliConsole console) => MailDomainText.WriteNotes(
        console, FindTexts(arguments.CommandResult));

    /// <exception cref="CommandException">A text may mean either of two domains.</exception>
    public static Task RequireUnambiguousAsync(
        ParseResult arguments,
        Func<IReadOnlyList<DomainName>, CancellationToken, Task<IReadOnlyList<DomainName>>> findKeptAsync,
        CancellationToken cancellationToken) =>
        AmbiguousDomain.RefuseAsync(FindTexts(arguments.CommandResult), findKeptAsync, cancellationToken);

    /// <summary>Lets a command refuse domains that a tenant comes with: nobody can publish records for them.</summary>
    public static void RefuseInitialDomains(Command command) => command.Validators.Add(call =>
    {
        foreach (var text in FindTexts(call))
        {
            if (MailDomainText.TryParse(text, out var domain, out _) && ExchangeOnlineHosts.IsInitialDomain(domain.Ascii))
            {
                call.AddError($"{domain} cannot have a policy: Microsoft manages the DNS. Name the domains that are your own.");
            }
        }
    });

    private static IEnumerable<string> FindTexts(CommandResult call) => call.Children.OfType<ArgumentResult>()
        .Where(result => result.Argument is Argument<DomainName> or Argument<DomainName[]>)
        .SelectMany(result => result.Tokens)
        .Select(token => token.Value);

    private static DomainName Parse(ArgumentResult result, string text)
    {
        if (!MailDomainText.TryParse(text, out var domain, out var fault))
        {
            result.AddError($"'{MailDomainText.Show(text)}' is not a domain name: {fault}.");
        }

        return domain;
    }
}
