namespace MtaSts.Functions.Tests.Network;

[CollectionDefinition(Name)]
public sealed class TestNetworkGroup : ICollectionFixture<TestNetwork>
{
    public const string Name = "Network of checks";
}
