using MtaSts.Checks.Results;
using MtaSts.Policies;

namespace MtaSts.Cli.Checks;

internal sealed record CheckedDomainJson
{
    public required string Domain { get; init; }
    public string? Unicode { get; init; }
    public string? Customer { get; init; }
    public string? Mode { get; init; }
    public DateTimeOffset? InModeSince { get; init; }
    public string? Id { get; init; }
    public bool Hosted { get; init; }
    public DateTimeOffset? CertificateUntil { get; init; }
    public required string Outcome { get; init; }
    public string? Consequence { get; init; }
    public required IReadOnlyList<CheckPartJson> Parts { get; init; }

    public static CheckedDomainJson From(CheckReport report, DomainReport domain) => new()
    {
        Domain = domain.Domain.Ascii,
        Unicode = domain.Domain.ToUnicode(),
        Customer = report.GetCustomer(domain),
        Mode = domain.Mode?.ToText(),
        InModeSince = report.GetInModeSince(domain),
        Id = domain.Id,
        Hosted = domain.IsHosted,
        CertificateUntil = domain.CertificateUntil?.ToUniversalTime(),
        Outcome = domain.Outcome.Key(),
        Consequence = domain.Consequence.Key(),
        Parts = [.. domain.Parts.Select(part => CheckPartJson.From(report, domain, part))],
    };

    /// <exception cref="FormatException">It contradicts itself; the message says where.</exception>
    public DomainReport ToReport()
    {
        var domain = DomainName.TryParse(Domain, out var name, out var fault) ? name : throw new FormatException(
            $"a domain is invalid: {fault}");
        try
        {
            var parts = Parts.Select(part => JsonWord.Present(part, "parts").ToPart()).ToList();
            return parts.Count > 0 && parts.DistinctBy(part => part.Area).Count() == parts.Count
                ? new DomainReport(domain, ReadMode(), Id, Hosted, parts)
                : throw new FormatException("it has no parts, or one of them twice");
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{domain}: {exception.Message}", exception);
        }
    }

    private PolicyMode? ReadMode() => Mode is null ? null : JsonWord.Read(Mode, "mode", Enum.GetValues<PolicyMode>(), PolicyModes.ToText);
}
