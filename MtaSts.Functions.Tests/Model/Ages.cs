namespace MtaSts.Functions.Tests.Model;

/// <summary>Ages and delays as they hurt: often none at all, often the longest, else anything between.</summary>
internal static class Ages
{
    private static readonly double Shortest = Math.Log(1);
    private static readonly double Longest = Math.Log(TimeSpan.FromDays(20).TotalSeconds);

    public static TimeSpan Below(TimeSpan limit, Random random) => random.Next(4) switch
    {
        0 => TimeSpan.Zero,
        1 or 2 => limit * random.NextDouble(),
        _ => limit - TimeSpan.FromTicks(1),
    };

    /// <summary>A delay from a second to twenty days, each scale as likely as the next.</summary>
    public static TimeSpan Any(Random random) =>
        TimeSpan.FromSeconds(Math.Round(Math.Exp(Shortest + (random.NextDouble() * (Longest - Shortest)))));
}
