using System.Collections.Concurrent;
using MtaSts.Records;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>Where every domain stands, while the walks go on. Safe for concurrent use.</summary>
internal sealed class OnboardingBoard(IReadOnlyList<DomainName> domains)
{
    private readonly ConcurrentDictionary<DomainName, OnboardingStep> steps = new();

    private readonly ConcurrentQueue<DomainRecords> unsaid = new();

    public void Report(DomainName domain, OnboardingStep step)
    {
        var before = steps.TryGetValue(domain, out var last) ? last.ByHand : [];
        var isNews = !before.SelectMany(records => records.Records).SequenceEqual(step.ByHand.SelectMany(records => records.Records));
        steps[domain] = step;
        foreach (var records in isNews ? step.ByHand : [])
        {
            unsaid.Enqueue(records);
        }
    }

    /// <summary>The records that people have to set and were not told of since this was asked last.</summary>
    public IReadOnlyList<DomainRecords> TakeUnsaid()
    {
        var taken = new List<DomainRecords>();
        while (unsaid.TryDequeue(out var records))
        {
            taken.Add(records);
        }

        return taken;
    }

    public bool HasUnsaid => !unsaid.IsEmpty;

    public OnboardingStep Get(DomainName domain) => steps[domain];

    /// <summary>Null of one that was not looked at.</summary>
    public OnboardingStep? Find(DomainName domain) => steps.GetValueOrDefault(domain);

    /// <summary>Those that were looked at, in the order of the command line.</summary>
    public IReadOnlyList<(DomainName Domain, OnboardingStep Step)> List() =>
        [.. domains.Where(steps.ContainsKey).Select(domain => (domain, steps[domain]))];

    public int CountReported() => steps.Count;

    public int CountDone() => steps.Values.Count(step => step.IsDone);
}
