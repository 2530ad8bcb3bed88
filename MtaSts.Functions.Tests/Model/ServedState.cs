namespace MtaSts.Functions.Tests.Model;

/// <summary>What the store has for a domain between two changes.</summary>
/// <param name="Number">Counts the changes of the walk.</param>
/// <param name="Id">The id that the store has for it.</param>
/// <param name="Policy">Null while the domain is not hosted.</param>
internal sealed record ServedState(int Number, string? Id, Policy? Policy)
{
    /// <summary>Whether it is older and something else; the same text, come back, is as good.</summary>
    public bool IsBefore(ServedState other) => Number < other.Number && !Equals(Policy, other.Policy);

    public override string ToString() => Policy is null
        ? $"#{Number} nothing"
        : $"#{Number} {Policy.Mode.ToText()} {string.Join(' ', Policy.Mx)} {TimeSpan.FromSeconds(Policy.MaxAge).TotalDays:0.#} days";
}
