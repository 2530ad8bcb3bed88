using System.CommandLine;
using System.Net;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Services;

namespace MtaSts.Cli.Options;

/// <summary>Whom to ask in DNS: by the option, else by <c>mta-sts.json</c>; null for the system's resolver.</summary>
internal sealed class ResolverOption(ToolServices services)
{
    private readonly Option<IPEndPoint?> option = Create("DNS resolver to ask [default: as in mta-sts.json, else the system's]");

    public static Option<IPEndPoint?> Create(string description) => new("--resolver")
    {
        Description = description,
        HelpName = "ADDRESS[:PORT]",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var resolver = ResolverAddress.Parse(text);
            if (resolver is null)
            {
                result.AddError($"'{text}' is not the address of a resolver. Use {ResolverAddress.Form}.");
            }

            return resolver;
        },
    };

    public void AddTo(Command command) => command.Options.Add(option);

    public IPEndPoint? Read(ParseResult arguments) => arguments.GetValue(option) ?? services.ReadSettings().Resolver;
}
