using MtaSts.Cli.Reports.Mailbox;

namespace MtaSts.Cli.Json;

internal sealed record FetchedReportsJson(
    string Folder, int Saved, int Present, int WithoutReports, int Gone, IReadOnlyList<UnsavedMessageJson> TooLong)
{
    public static FetchedReportsJson From(string folder, FetchedReports fetched) => new(
        folder,
        fetched.Saved,
        fetched.Present,
        fetched.Others,
        fetched.Gone,
        [.. fetched.TooLong.Select(message => new UnsavedMessageJson(message.ReceivedAt.ToUniversalTime(), message.Subject))]);
}

internal sealed record UnsavedMessageJson(DateTimeOffset ReceivedAt, string Subject);
