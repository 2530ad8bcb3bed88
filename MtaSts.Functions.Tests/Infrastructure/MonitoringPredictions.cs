namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>What monitoring.bicep would make.</summary>
public abstract class MonitoringPredictions : InfrastructureCopy
{
    protected const string Tests = "Microsoft.Insights/webtests";

    /// <summary>Names as an array of Bicep.</summary>
    protected static string List(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(name => $"'{name}'"))}]";

    private protected Task<Prediction> PredictDomainsAsync(params string[] domains) => PredictAsync(domains, "");

    private protected Task<Prediction> PredictAsync(string[] domains, string parameters) =>
        PredictAsync(
            "monitoring.bicep",
            $"""
            param appName = 'app'
            param domains = {List(domains)}
            param emails = ['one@contoso.com', 'two@contoso.com']
            {parameters}
            """);
}
