using System.Text.Json;
using Azure;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Reports.Mailbox;

/// <summary>The errors of Microsoft Graph in words, with what to do.</summary>
internal static class GraphErrors
{
    private const string GoOn = "What was saved stays. Run this again to go on.";

    public static CommandException From(Response response, ReadOnlyMemory<byte> body, string mailbox, DateTimeOffset now)
    {
        var said = Parse(body);
        return Fail(response.Status switch
        {
            401 => $"Microsoft Graph does not accept the sign-in{said}. Sign in to the tenant of {mailbox}: "
                + "'az login --tenant TENANT', or the service connection of that tenant.",
            403 => $"You are signed in, and may not read {mailbox}{said}. An app needs 'Application Mail.Read' for this mailbox "
                + "(docs/reports.md, Allow an app to read the mailbox), and a new permission takes up to two hours to count. "
                + "An account of a person that signed in by 'az login' cannot read mail.",
            404 => $"There is no mailbox {mailbox} in this tenant{said}. Check the address: it has to be a mailbox in Exchange Online, "
                + "a shared one for example, not a group or a contact.",
            429 or 503 when GraphRetryPolicy.FindWait(response.Headers, now) is { } wait && wait > GraphRetryPolicy.MaximumWait =>
                $"Microsoft Graph asks to wait for {Words.Format(wait)}. {GoOn}",
            429 => $"Microsoft Graph goes on asking to wait{said}. Wait some minutes. {GoOn}",
            >= 500 => $"Microsoft Graph failed ({response.Status}{said}). {GoOn}",
            _ => $"Microsoft Graph refused ({response.Status}{said}). {GoOn}",
        });
    }

    public static CommandException NotJson() =>
        Fail($"Microsoft Graph answered something else than JSON. A proxy may have answered in its place. {GoOn}");

    public static CommandException UnknownForm(string what) =>
        Fail($"Microsoft Graph answered in a form that this version of mta-sts does not know: {what}.");

    public static CommandException ForeignLink(string link) =>
        Fail($"Microsoft Graph names an address that is not its own: {PlainText.Sanitize(link)}.");

    public static CommandException BrokenOff(Exception exception) =>
        Fail($"The connection to Microsoft Graph broke off: {exception.Message.TrimEnd('.')}. {GoOn}");

    public static CommandException NoAnswer(string message) => Fail($"{message.TrimEnd()} What was saved stays.");

    private static CommandException Fail(string message) => new(ExitCode.Failed, message);

    /// <summary>A clause such as <c>: ErrorAccessDenied, Access is denied</c>; empty where the body says nothing.</summary>
    private static string Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.GetProperty("error");
            var text = $"{error.GetProperty("code").GetString()}, {error.GetProperty("message").GetString()}";
            return $": {PlainText.Sanitize(text.Trim(',', ' ', '.'))}";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }
}
