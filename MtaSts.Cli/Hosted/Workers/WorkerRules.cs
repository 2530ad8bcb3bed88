using static MtaSts.Severity;

namespace MtaSts.Cli.Hosted.Workers;

internal static class WorkerRules
{
    private const string Formats = "docs/import.md";
    private const string AsServed = "Take over what the hosts of the domains serve instead: mta-sts import --published.";

    public static FindingRule ScriptMalformed { get; } = new(
        "MTASTS195",
        Error,
        Formats,
        "Name the JavaScript that is deployed; 'npx wrangler deploy --dry-run --outdir dist' makes it of TypeScript.");

    public static FindingRule Computed { get; } = new("MTASTS196", Error, Formats, AsServed);

    public static FindingRule NoPolicy { get; } = new("MTASTS197", Error, Formats, AsServed);

    public static FindingRule NoTable { get; } = new("MTASTS199", Error, Formats, AsServed);

    public static IReadOnlyList<FindingRule> All { get; } = [ScriptMalformed, Computed, NoPolicy, NoTable];
}
