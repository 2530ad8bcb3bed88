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
            + $"'mta-sts status {domain}' shows where it stands, and 'mta-sts set {domain} --template {defaults.Name}' gives it a row"
            + (defaults.Mode == PolicyMode.Enforce ? ", in testing." : ".")
            : otherwise);

    /// <summary>Why a first row protects a domain less than the default until now, as a clause; null where it does not.</summary>
    /// <param name="mode">The mode of the row; null where it is unknown.</param>
    public static string? DescribeLesserMode(DomainName domain, DefaultTemplate? defaults, PolicyMode? mode) =>
        defaults is { Mode: PolicyMode.Enforce } && defaults.Covers(domain) && mode is { } lesser and not PolicyMode.Enforce
            ? $"the app serves it {Describe(defaults)} until now, and mode {lesser.ToText()} once it has a row"
            : null;

    public static string Describe(DefaultTemplate defaults) => $"the default template {defaults.Name} in mode {defaults.Mode.ToText()}";

    /// <summary>Which domains without a row get the default, as the subject of a sentence.</summary>
    public static string DescribeDomains(DefaultTemplate defaults) => defaults.Domains.Count == 0
        ? "Any domain without a row"
        : $"Each domain at or below {string.Join(", ", defaults.Domains.Select(Words.Format))} without a row";
}
