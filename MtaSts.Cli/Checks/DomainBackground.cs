using MtaSts.Policies;

namespace MtaSts.Cli.Checks;

/// <summary>What the store knows of a domain beside its policy.</summary>
/// <param name="Mode">The mode of the stored policy.</param>
/// <param name="InModeSince">Since when it has had this mode, UTC, as far back as is known.</param>
internal sealed record DomainBackground(string? Customer, PolicyMode? Mode = null, DateTimeOffset? InModeSince = null);
