using System.Globalization;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>What Azure says, in the words that people have quoted in public.</summary>
internal static class AzureErrors
{
    public const string Client = "ann@contoso.com";
    public const string ObjectId = "6f4c2b0e-6c7e-4d1d-9c39-3d5f8a1f2b77";

    public static AzureException NoToken() => AzureException.OfResourceManager(
        401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");

    public static AzureException ExpiredToken(DateTimeOffset now) => AzureException.OfResourceManager(
        401, "ExpiredAuthenticationToken",
        $"The access token expiry UTC time '{Format(now.AddHours(-1))}' is earlier than current UTC time '{Format(now)}'.");

    public static AzureException WrongTenant(string signedIn, string tenant) => AzureException.OfResourceManager(
        401, "InvalidAuthenticationTokenTenant",
        $"The access token is from the wrong issuer 'https://sts.windows.net/{signedIn}/'. It must match the tenant "
        + $"'https://sts.windows.net/{tenant}/' associated with this subscription. Please use the authority (URL) "
        + $"'https://login.windows.net/{tenant}' to get the token. Note, if the subscription is transferred to another tenant there is no "
        + "impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred "
        + "your subscription and see this error message, please try back later.");

    public static AzureException NotAuthorized(string action, string scope) => AzureException.OfResourceManager(
        403, "AuthorizationFailed",
        $"The client '{Client}' with object id '{ObjectId}' does not have authorization to perform action '{action}' over scope '{scope}' "
        + "or the scope is invalid. If access was recently granted, please refresh your credentials.");

    public static AzureException ResourceNotAuthorized(string name, string type, string scope) => AzureException.OfResourceManager(
        403, "InvalidTemplateDeployment",
        $"Deployment failed with multiple errors: 'Authorization failed for template resource '{name}' of type '{type}'. The client "
        + $"'{Client}' with object id '{ObjectId}' does not have permission to perform action '{type}/write' at scope '{scope}'.'");

    public static AzureException SubscriptionNotFound(string id) => AzureException.OfResourceManager(
        404, "SubscriptionNotFound", $"The subscription '{id}' could not be found.");

    public static AzureException GroupNotFound(string name) => AzureException.OfResourceManager(
        404, "ResourceGroupNotFound", $"Resource group '{name}' could not be found.");

    public static AzureException NotFound(string type, string name, string group) => AzureException.OfResourceManager(
        404, "ResourceNotFound",
        $"The Resource '{type}/{name}' under resource group '{group}' was not found. For more details please go to "
        + "https://aka.ms/ARMResourceNotFoundFix");

    public static AzureException Locked(string scope, string operation, string locked) => AzureException.OfResourceManager(
        409, "ScopeLocked",
        $"The scope '{scope}' cannot perform {operation} operation because following scope(s) are locked: '{locked}'. "
        + "Please remove the lock and try again.");

    public static AzureException InvalidTemplate(string fault) => AzureException.OfResourceManager(
        400, "InvalidTemplate", $"Deployment template validation failed: '{fault}'.");

    public static AzureException DeploymentActive(string name, DateTimeOffset since) => AzureException.OfResourceManager(
        409, "DeploymentActive",
        $"Unable to edit or replace deployment '{name}': previous deployment from '{Format(since)}' is still active (expiration time is "
        + $"'{Format(since.AddDays(7))}'). Please see https://aka.ms/arm-deploy for usage details.");

    public static AzureException Throttled() => AzureException.OfResourceManager(
        429, "TooManyRequests",
        "The request is being throttled as the limit has been reached for operation type - Write_ObservationWindow_00:01:00.");

    public static AzureException InternalError() => AzureException.OfResourceManager(
        500, "InternalServerError", "The server was unable to complete your request.");

    public static AzureException SiteBusy(DateTimeOffset now) => AzureException.OfAppService(
        409, "Conflict", "59203", "Cannot modify this site because another operation is in progress. Details: {0}",
        $"Id: 44702d3b-54a8-4c6c-9181-461b9b783958, OperationName: Update, CreatedTime: {Format(now)}, "
        + "RequestId: 07b9af51-d8c0-4d2f-ae6f-8c5b361bfc9e, EntityType: 3");

    public static AzureException BoundElsewhere(string host) => AzureException.OfAppService(
        409, "Conflict", "04005", "The host name {0} is already assigned to another Azure website: {1}.", host, "somebody-elses-app");

    public static AzureException NotVerified(string host, string verificationId) => AzureException.OfAppService(
        400, "BadRequest", "04006", "A TXT record pointing from asuid.{0} to {1} was not found.", host, verificationId);

    public static AzureException NoBinding(string host) =>
        AzureException.OfAppService(404, "NotFound", "04020", "Hostname '{0}' does not exist.", host);

    public static AzureException CertificateNeedsHost(string host, string serverFarmId) => CertificateRefused(
        $"Certificate creation requires hostname {host} added to an App Service in the serverFarm {serverFarmId}");

    public static AzureException CertificateNotIssued(string host) => CertificateRefused(
        $"Certificate creation failed unexpectedly for canonical name {host}");

    public static AzureException TooManyCertificates() => CertificateRefused("The site has 3 certificates already, which is the limit");

    public static AzureException CertificateInUse(string host) => AzureException.OfAppService(
        409, "Conflict", "51009", "Certificate cannot be deleted because it is being used in following SSL bindings: {0}.", host);

    public static AzureException CnameOverOthers() => AzureException.OfDns(
        409, "Conflict", "The CNAME record could not be created because another record with the same name already exists in this zone.");

    public static AzureException BesideCname(string type) => AzureException.OfDns(
        409, "Conflict", $"The {type} record could not be created because a CNAME record with the same name already exists in this zone.");

    public static AzureException NoRecord(string name, string group) => AzureException.OfDns(
        404, "NotFound", $"The resource record '{name}' does not exist in resource group '{group}'.");

    private static AzureException CertificateRefused(string why) =>
        AzureException.OfAppService(400, "BadRequest", "51021", "{0} is invalid.  {1}", "Properties.CanonicalName", why);

    private static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture);
}
