namespace MtaSts.Functions.Tests.Model;

/// <summary>Leaves out of a walk that fails what it fails without, so that a person can read the rest.</summary>
internal static class Shrinking
{
    public static async Task<WalkResult> ShrinkAsync(WalkResult failure, Func<IReadOnlyList<Step>, Task<WalkResult>> takeAsync)
    {
        for (var isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            foreach (var candidate in Simplify(failure.Steps))
            {
                if (await takeAsync(candidate) is { Fault: not null } smaller)
                {
                    failure = smaller;
                    isSmaller = true;
                    break;
                }
            }
        }

        return failure;
    }

    /// <summary>The same with fewer steps, half of them first; then with shorter delays.</summary>
    private static IEnumerable<IReadOnlyList<Step>> Simplify(IReadOnlyList<Step> steps)
    {
        for (var length = steps.Count / 2; length > 0; length /= 2)
        {
            for (var i = steps.Count - length; i >= 0; i -= length)
            {
                yield return [.. steps.Take(i), .. steps.Skip(i + length)];
            }
        }

        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var delay in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)])
            {
                if (delay < steps[i].Delay)
                {
                    yield return [.. steps.Take(i), steps[i] with { Delay = delay }, .. steps.Skip(i + 1)];
                }
            }
        }
    }
}
