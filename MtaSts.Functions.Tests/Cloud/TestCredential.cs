using Azure.Core;
using Azure.Identity;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>Who is signed in to the test cloud.</summary>
internal sealed class TestCredential : TokenCredential
{
    public const string Good = "token-of-ann";
    public const string OfAnotherTenant = "token-of-another-tenant";
    public const string Expired = "token-of-yesterday";

    /// <summary>What is sent; null while nobody is signed in.</summary>
    public string? Token { get; set; } = Good;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(
        Token ?? throw new CredentialUnavailableException("Please run 'az login' to set up account"), DateTimeOffset.UtcNow.AddHours(1));

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
