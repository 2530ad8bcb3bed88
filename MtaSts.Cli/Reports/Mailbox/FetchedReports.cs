namespace MtaSts.Cli.Reports.Mailbox;

/// <summary>What became of the messages of a mailbox.</summary>
/// <param name="Saved">New in the folder.</param>
/// <param name="Present">Those that were in the folder before.</param>
/// <param name="Others">Messages that have no report.</param>
/// <param name="Gone">Messages that were deleted while the mailbox was read.</param>
/// <param name="TooLong">Messages that are longer than a report can be, the earliest first.</param>
internal sealed record FetchedReports(int Saved, int Present, int Others, int Gone, IReadOnlyList<MailboxMessage> TooLong);
