namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>What main.bicep would make on each plan, for an operator and a deployer.</summary>
public sealed class PlanPredictions : InfrastructureCopy
{
    public const string Operator = "11111111-1111-1111-1111-111111111111";
    public const string Deployer = "22222222-2222-2222-2222-222222222222";

    private readonly Dictionary<string, Prediction> predictions = [];

    public static TheoryData<string> Plans => ["Basic", "FlexConsumption", "WindowsConsumption", "ElasticPremium"];

    public override async ValueTask InitializeAsync()
    {
        foreach (var plan in Plans)
        {
            predictions[plan] = await PredictAsync(
                "main.bicep",
                $"""
                param name = 'app'
                param hostingPlan = '{plan.Data}'
                param operatorPrincipalId = '{Operator}'
                param deployerPrincipalId = '{Deployer}'
                param alwaysReadyInstances = 2
                """);
        }
    }

    internal Prediction On(string plan) => predictions[plan];
}
