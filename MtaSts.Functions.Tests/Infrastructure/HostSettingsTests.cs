using System.Text.Json.Nodes;
using MtaSts.Functions.Tests.Worker;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>What host.json has the Functions host log: each line is a row that is billed.</summary>
public sealed class HostSettingsTests
{
    private static readonly JsonNode Levels =
        JsonNode.Parse(File.ReadAllText(Path.Combine(RootCommand.FindRoot(), "host.json")))!["logging"]!["logLevel"]!;

    [Fact]
    public async Task The_lines_of_every_function_are_kept()
    {
        var metadata = await File.ReadAllTextAsync(Path.Combine(WorkerApp.Folder, "functions.metadata"), Token);
        var functions = JsonNode.Parse(metadata)!.AsArray().Select(function => (string)function!["name"]!);

        Assert.Equal(
            functions.Select(name => $"Function.{name}.User: Information").Order(StringComparer.Ordinal),
            Levels.AsObject().Where(level => level.Key.EndsWith(".User", Ordinal)).Select(level => $"{level.Key}: {level.Value}")
                .Order(StringComparer.Ordinal));
    }

    // At Information the host writes two lines, Executing and Executed, for each request.
    [Fact]
    public void A_request_is_one_row() =>
        Assert.Equal(
            ("Warning", "Warning", "Warning", "Information"),
            ((string?)Levels["default"], (string?)Levels["Function"], (string?)Levels["Host.Aggregator"], (string?)Levels["Host.Results"]));
}
