using BenchmarkDotNet.Attributes;
using MtaSts.Policies;

namespace MtaSts.Benchmarks;

/// <summary>Writing a policy, and naming what was written, as after every load from a store.</summary>
public class PolicyRendererBenchmarks
{
    private Policy policy = null!;

    [Params(4, 200)]
    public int MxCount { get; set; }

    [GlobalSetup]
    public void Create() => policy = SamplePolicy.Create(MxCount);

    [Benchmark]
    public byte[] Render() => PolicyRenderer.Render(policy);

    [Benchmark]
    public string RenderAndIdentify() => PolicyId.ComputeDigest(policy);
}
