using MtaSts.Storage;

namespace MtaSts.Cli.Export;

/// <param name="HeldUntil">
/// Until when senders may go by earlier policies of the domain, UTC; in the past when none does any more, null where there is no history.
/// </param>
/// <param name="Customer">Whose the domain is; null where that is not kept.</param>
internal sealed record ExportedPolicy(StoredPolicy Stored, DateTimeOffset? HeldUntil = null, string? Customer = null);
