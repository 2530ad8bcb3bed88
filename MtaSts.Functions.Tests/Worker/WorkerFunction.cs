using MtaSts.Functions.Tests.Worker.Rpc;

namespace MtaSts.Functions.Tests.Worker;

/// <summary>A function as the worker describes it to the host.</summary>
internal sealed record WorkerFunction(string Id, string Name, string Parameter, string Route, IReadOnlyList<string> Methods, string Access)
{
    public static WorkerFunction From(RpcFunctionMetadata metadata)
    {
        var trigger = metadata.RawBindings.Select(text => JsonSerializer.Deserialize<JsonElement>(text))
            .Single(binding => binding.GetProperty("type").GetString() == "httpTrigger");
        string Get(string name) => trigger.GetProperty(name).GetString()!;
        var methods = trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!);
        return new WorkerFunction(metadata.FunctionId, metadata.Name, Get("name"), Get("route"), [.. methods], Get("authLevel"));
    }
}
