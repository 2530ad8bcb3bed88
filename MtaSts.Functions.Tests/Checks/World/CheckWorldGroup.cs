namespace MtaSts.Functions.Tests.Checks.World;

[CollectionDefinition(Name)]
public sealed class CheckWorldGroup : ICollectionFixture<CheckWorld>
{
    public const string Name = "World of checks";
}
