using BenchmarkDotNet.Attributes;
using MtaSts.Policies;

namespace MtaSts.Benchmarks;

/// <summary>Parsing a policy, as for every load from a store.</summary>
public class PolicyParserBenchmarks
{
    private byte[] text = [];

    [Params(4, 200)]
    public int MxCount { get; set; }

    [GlobalSetup]
    public void Render() => text = PolicyRenderer.Render(SamplePolicy.Create(MxCount));

    [Benchmark]
    public ParseResult<Policy> Parse() => PolicyParser.Parse(text);
}
