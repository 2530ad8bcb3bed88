using System.Text.Json;
using Azure;
using Azure.Identity;

namespace MtaSts.Cli.ResourceManager;

/// <summary>Azure's errors in words, with what to do.</summary>
internal static class ResourceManagerErrors
{
    // Codes of a 404 that says more than that the resource is not there.
    private static readonly string[] MissingScopes = ["ResourceGroupNotFound", "SubscriptionNotFound", "InvalidSubscriptionId"];

    /// <summary>Whether the resource is not there; a subscription or a group that is missing is an error.</summary>
    public static bool IsMissing(Response response) =>
        response.Status == 404 && !MissingScopes.Contains(AzureError.Parse(response.Content).Code);

    public static ResourceManagerException From(Response response) => Create(response.Status, AzureError.Parse(response.Content));

    /// <param name="operation">An operation that ended otherwise than well, or a deployment.</param>
    public static ResourceManagerException From(int status, JsonElement operation) => Create(status, AzureError.From(operation));

    public static ResourceManagerException NotSignedIn(AuthenticationFailedException exception) => new(
        401,
        "NotSignedIn",
        (exception is CredentialUnavailableException
            ? "You are not signed in to Azure."
            : $"Azure did not sign you in: {PlainText.Sanitize(exception.Message.Split('\n')[0].TrimEnd('\r', '.'))}.")
        + " Run 'az login' or 'azd auth login', then run this again.",
        exception);

    public static ResourceManagerException NoAnswer(Uri uri, Exception exception) => new(
        0,
        ResourceManagerException.NoAnswer,
        $"{uri.Host} could not be reached: {GetInnermost(exception).Message.TrimEnd('.')}. Check the network, then run this again.",
        exception);

    /// <summary>Reads an answer; one of another shape than Azure documents is an error like others.</summary>
    public static T Parse<T>(JsonElement answer, Func<JsonElement, T> parse)
    {
        try
        {
            return parse(answer);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ResourceManagerException(
                200,
                "UnexpectedAnswer",
                $"Azure answered in a form that this version of mta-sts does not know: {exception.Message}",
                exception);
        }
    }

    private static ResourceManagerException Create(int status, AzureError error)
    {
        var cause = error.FindCause();
        var message = AzureAdvice.Find(cause) is { } advice ? $"{cause.Message} {advice}" : cause.Message;
        return new ResourceManagerException(status, cause.Code, message);
    }

    private static Exception GetInnermost(Exception exception) => exception is AggregateException { InnerExceptions: [.., var last] }
        ? GetInnermost(last)
        : exception.InnerException is { } inner ? GetInnermost(inner) : exception;
}
