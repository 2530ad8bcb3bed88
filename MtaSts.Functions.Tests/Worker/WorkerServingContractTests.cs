using MtaSts.Functions.Tests.ServingContract;

namespace MtaSts.Functions.Tests.Worker;

[Collection(AzuriteGroup.Name)]
public sealed class WorkerServingContractTests(AzuriteFixture azurite) : ServingContractCases(azurite)
{
    private protected override async Task<IServingApp> StartAsync(params (string Name, string Value)[] environment) =>
        await WorkerApp.StartAsync(environment);
}

public sealed class WorkerDefaultTemplateTests : DefaultTemplateCases
{
    private protected override async Task<IServingApp> StartAsync(params (string Name, string Value)[] environment) =>
        await WorkerApp.StartAsync(environment);
}

public sealed class WorkerStoreOutageTests : StoreOutageCases
{
    private protected override async Task<IServingApp> StartAsync(params (string Name, string Value)[] environment) =>
        await WorkerApp.StartAsync(environment);
}
