using MtaSts.Functions.Tests.ServingContract;

namespace MtaSts.Functions.Tests.Server;

[Collection(AzuriteGroup.Name)]
public sealed class ServerServingContractTests(AzuriteFixture azurite) : ServingContractCases(azurite)
{
    private protected override async Task<IServingApp> StartAsync(params (string Name, string Value)[] environment) =>
        await AppProcess.StartAsync(environment);
}

public sealed class ServerDefaultTemplateTests : DefaultTemplateCases
{
    private protected override async Task<IServingApp> StartAsync(params (string Name, string Value)[] environment) =>
        await AppProcess.StartAsync(environment);
}

public sealed class ServerStoreOutageTests : StoreOutageCases
{
    private protected override async Task<IServingApp> StartAsync(params (string Name, string Value)[] environment) =>
        await AppProcess.StartAsync(environment);
}
