using MtaSts.Checks;
using MtaSts.Cli.Checks;

namespace MtaSts.Cli.Commands;

internal sealed record CheckedDomains(IReadOnlyList<CheckRequest> Requests)
{
    /// <summary>What the store knows of them, where it has a history.</summary>
    public IReadOnlyDictionary<DomainName, DomainBackground> Backgrounds { get; init; } = new Dictionary<DomainName, DomainBackground>();
}
