using System.Text.Json;
using Azure.Core;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Setup;

/// <summary>What the Azure Developer CLI knows of the app, once <c>azd up</c> has deployed it.</summary>
internal sealed record AzdEnvironment
{
    public static AzdEnvironment None { get; } = new();

    public string? Name { get; init; }

    public ResourceIdentifier? App { get; init; }

    public string? TableServiceUri { get; init; }

    public ResourceIdentifier? Subscription { get; init; }

    /// <summary>Asks azd for the environment of a folder; says what it did not use, and why.</summary>
    public static async Task<AzdEnvironment> FindAsync(CliConsole console, string folder, CancellationToken cancellationToken)
    {
        if (AzdProgram.Find(console.GetVariable) is not { } program)
        {
            return None;
        }

        var (answer, fault) = await AzdProgram.RunAsync(
            program, folder, ["env", "get-values", "--output", "json", "--no-prompt"], cancellationToken);
        if (fault is null && Parse(answer) is { } values)
        {
            return Read(console, values);
        }

        console.WriteMessage($"Nothing was taken from azd: {fault ?? "it answered something else than JSON"}.");
        return None;
    }

    private static AzdEnvironment Read(CliConsole console, Dictionary<string, string> values)
    {
        var name = values.GetValueOrDefault("AZURE_ENV_NAME") ?? "default";
        var environment = new AzdEnvironment
        {
            Name = name,
            App = Find("appId", AzureId.ParseApp),
            TableServiceUri = Find("tableEndpoint", TableEndpoint.Parse),
            Subscription = Find("AZURE_SUBSCRIPTION_ID", AzureId.ParseZones),
        };
        if (environment.App is null)
        {
            console.WriteMessage($"The azd environment {name} has no app yet: 'azd up' deploys it.");
        }

        return environment;

        T? Find<T>(string key, Func<string, T?> parse)
            where T : class
        {
            if (values.GetValueOrDefault(key) is not { Length: > 0 } text)
            {
                return null;
            }

            var value = parse(text);
            if (value is null)
            {
                console.WriteMessage($"The {key} of the azd environment {name} was not used: '{text}' is not what it should be.");
            }

            return value;
        }
    }

    /// <summary>The texts in an object; null of anything else.</summary>
    private static Dictionary<string, string>? Parse(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            // The names of outputs are Bicep's, and azd has written them in capitals.
            var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String))
            {
                values[member.Name] = member.Value.GetString()!;
            }

            return values;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter of a \u escape that is half a character.
            return null;
        }
    }
}
