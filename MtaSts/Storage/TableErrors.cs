using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Identity;

namespace MtaSts.Storage;

/// <summary>Why a table could not be used, and what to do.</summary>
/// <param name="table">The table.</param>
/// <param name="findPrincipalAsync">The object id of the identity that asks; null when it is not known.</param>
internal sealed class TableErrors(TableClient table, Func<CancellationToken, Task<string?>>? findPrincipalAsync)
{
    private const string Reader = "Storage Table Data Reader";
    private const string Contributor = "Storage Table Data Contributor";
    private const string Unauthenticated = "Server failed to authenticate the request";

    public string Missing => $"The table '{table.Name}' does not exist. Create it with 'mta-sts init', or correct its name.";

    private string Account => $"the storage account {table.AccountName}";

    public static bool IsMissing(Exception exception) =>
        GetLast(exception) is RequestFailedException failure && FindCode(failure) == TableErrorCode.TableNotFound;

    /// <summary>Why, in a sentence, when it is not <see cref="Missing"/>.</summary>
    public async Task<string> DescribeAsync(Exception exception, bool isChange, CancellationToken cancellationToken) =>
        $"The table '{table.Name}' could not be used: {await ExplainAsync(GetLast(exception), isChange, cancellationToken)}";

    /// <summary>
    /// The error's code from the header or else from the body, where alone some versions of the service have it; null without one.
    /// </summary>
    public static string? FindCode(Response response) => response.Headers.TryGetValue("x-ms-error-code", out var code)
        ? code
        : new RequestFailedException(response).ErrorCode;

    private static string? FindCode(RequestFailedException failure) =>
        failure.GetRawResponse() is { } response ? FindCode(response) : failure.ErrorCode;

    // Of several tries the last one says as much as all of them.
    private static Exception GetLast(Exception exception) =>
        exception is AggregateException { InnerExceptions: [.., var inner] } ? inner : exception;

    private Task<string> ExplainAsync(Exception exception, bool isChange, CancellationToken cancellationToken) => exception switch
    {
        AuthenticationFailedException failure => Task.FromResult(ExplainSignIn(failure)),
        RequestFailedException { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } } =>
            Task.FromResult(
                $"{table.Uri.Host} was not found in DNS. Correct the name of the storage account, or check this machine's network."),
        RequestFailedException failure when FindCode(failure) == "AuthorizationPermissionMismatch" =>
            ExplainRoleAsync(isChange ? Contributor : Reader, cancellationToken),
        RequestFailedException failure => Task.FromResult(ExplainRefusal(failure)),
        _ => Task.FromResult(GetFirstLine(exception)),
    };

    private string ExplainRefusal(RequestFailedException failure) => (failure.Status, FindCode(failure)) switch
    {
        (401, _) =>
            $"{Account} does not accept this sign-in. If you are signed in to another tenant than the account's, "
            + "run 'az login --tenant TENANT'; else sign in again with 'az login'.",
        (_, "KeyBasedAuthenticationNotPermitted") =>
            $"{Account} takes no keys. Name it by --table-service-uri or PolicyStorage__tableServiceUri "
            + "instead of a connection string, and sign in with 'az login'.",
        (403, var code) when code == "AuthenticationFailed" || failure.Message.Contains(Unauthenticated, StringComparison.Ordinal) =>
            $"the key or signature is not one of {Account}, or the clock of this machine is wrong. "
            + $"Copy the connection string again: az storage account show-connection-string --name {table.AccountName}.",
        (403, "AuthorizationFailure") =>
            $"the network rules of {Account} keep this machine out. Run this from a network that they allow, or "
            + $"allow this one: az storage account network-rule add --account-name {table.AccountName} --ip-address ADDRESS. "
            + "A new rule takes some minutes to count.",
        _ => GetFirstLine(failure),
    };

    // Where an app runs on Azure, nobody can sign in for it.
    private static string ExplainSignIn(AuthenticationFailedException failure)
    {
        var line = GetFirstLine(failure).TrimEnd('.');
        return line.StartsWith("ManagedIdentityCredential", StringComparison.Ordinal) ? $"{line}."
            : failure is CredentialUnavailableException
            ? "you are not signed in to Azure. Run 'az login' or 'azd auth login', then run this again."
            : $"{line}. Sign in again with 'az login' or 'azd auth login', then run this again.";
    }

    private async Task<string> ExplainRoleAsync(string role, CancellationToken cancellationToken)
    {
        var principal = findPrincipalAsync is null ? null : await findPrincipalAsync(cancellationToken);
        return $"this identity lacks the role {role} on it. Someone who owns {Account} runs: "
            + $"az role assignment create --assignee {principal ?? "OBJECT-ID"} --role \"{role}\" "
            + $"--scope \"$(az storage account show --name {table.AccountName} --query id --output tsv)"
            + $"/tableServices/default/tables/{table.Name}\". A new role takes up to ten minutes to count.";
    }

    // What follows are the headers of the answer.
    private static string GetFirstLine(Exception exception) => exception.Message.Split('\n')[0].TrimEnd();
}
