namespace MtaSts.Storage;

/// <summary>All states that something was ever in, newest first: the current one, or its removal, on top.</summary>
/// <typeparam name="TState">What is kept: a policy or a template.</typeparam>
/// <param name="States">The states; each stood until the one before it in this list came.</param>
public abstract record StateTimeline<TState>(IReadOnlyList<TState> States)
    where TState : StoredState
{
    /// <summary>Whether the current state was deleted by hand, and with it all that said which one that was.</summary>
    public bool IsCurrentLost { get; init; }

    /// <summary>The state that it is in; null when there is none.</summary>
    public TState? Current => States is [{ IsRemoval: false } newest, ..] && !IsCurrentLost ? newest : null;

    /// <summary>The state before the current one, or before the removal or the loss of it; null when there is none.</summary>
    public TState? Previous => IsCurrentLost ? States[0] : States.Skip(1).FirstOrDefault();

    /// <summary>The state that it was in at <paramref name="time"/>; null when it had none yet.</summary>
    public TState? At(DateTimeOffset time) => States.FirstOrDefault(state => state.Since <= time);
}

/// <summary>All states that a template was ever in, newest first; empty when there never was one of this name.</summary>
/// <param name="States">The states; each stood until the one before it in this list came.</param>
public sealed record TemplateTimeline(IReadOnlyList<StoredTemplate> States) : StateTimeline<StoredTemplate>(States);
