using MtaSts.Storage;

namespace MtaSts.Cli.Export;

/// <param name="HeldUntil">
/// Until when senders may go by earlier policies of the domain, UTC; in the past when none does any more, null where there is no history.
/// </param>
internal sealed record ExportedPolicy(StoredPolicy Stored, DateTimeOffset? HeldUntil = null);
