using MtaSts.Policies;

namespace MtaSts.Benchmarks;

/// <summary>Policies by the number of their mx: 4 make a typical text of about 150 bytes, 200 one far longer than any that is known.</summary>
internal static class SamplePolicy
{
    public static Policy Create(int mxCount) => new(
        PolicyMode.Enforce, Enumerable.Range(1, mxCount).Select(number => MxPattern.Parse($"mx{number}.mail.example.com")), 1_209_600);
}
