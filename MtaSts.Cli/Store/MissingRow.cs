using MtaSts.Cli.Console;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Store;

/// <summary>What is said of a domain that has no row.</summary>
internal static class MissingRow
{
    /// <param name="defaults">The default template of app and tool; null where there is none.</param>
    /// <param name="otherwise">What is said where the domain does not get the default.</param>
    public static CommandException Create(DomainName domain, DefaultTemplate? defaults, string otherwise) => new(
        ExitCode.Failed,
        defaults?.Covers(domain) == true
            ? $"{Words.Format(domain)} has no row: the app serves it {Describe(defaults)}. "
            + $"'mta-sts status {domain}' shows where it stands, and 'mta-sts set {domain} --template {defaults.Name}' gives it a row."
            : otherwise);

    public static string Describe(DefaultTemplate defaults) => $"the default template {defaults.Name} in mode {defaults.Mode.ToText()}";

    /// <summary>Which domains without a row get the default, as the subject of a sentence.</summary>
    public static string DescribeDomains(DefaultTemplate defaults) => defaults.Domains.Count == 0
        ? "Any domain without a row"
        : $"Each domain at or below {string.Join(", ", defaults.Domains.Select(Words.Format))} without a row";
}
