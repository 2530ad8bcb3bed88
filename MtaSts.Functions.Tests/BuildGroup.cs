namespace MtaSts.Functions.Tests;

/// <summary>Tests that build the checkout, one after the other: two builds write to the same folders.</summary>
[CollectionDefinition(Name)]
public sealed class BuildGroup
{
    public const string Name = "Builds of the checkout";
}
