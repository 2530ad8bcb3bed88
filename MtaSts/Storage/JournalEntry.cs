using System.Text.Json.Serialization;
using System.Text.Unicode;
using System.Text;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>A state that a domain's policy file is or was in, as one line of its journal: JSON, so that a person can read it.</summary>
internal sealed record JournalEntry
{
    /// <summary>When it came to be so; always later than the line before.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who; null when it was done by hand.</summary>
    public string? By { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether this state is that there is no file.</summary>
    public bool Removed { get; init; }

    /// <summary>What is in the file.</summary>
    public string? Text { get; init; }

    /// <summary>What is in a file that is no text, so that even that is not lost.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The file's bytes; null when there is no file.</summary>
    [JsonIgnore]
    public byte[]? File => Removed ? null : Bytes ?? Encoding.UTF8.GetBytes(Text ?? "");

    /// <summary>Names the state: no two of a journal have the same time, and what was written by hand has the file's.</summary>
    [JsonIgnore]
    public string Version => $"{Time.UtcTicks}-{PolicyId.Compute(File)}";

    /// <summary>The state of a file with these bytes.</summary>
    public static JournalEntry Of(byte[] file, DateTimeOffset time) => Utf8.IsValid(file)
        ? new() { Time = time, Text = Encoding.UTF8.GetString(file) }
        : new() { Time = time, Bytes = file };

    /// <summary>Whether this is the state of a file with these bytes; of no file when null.</summary>
    public bool IsOf(byte[]? file) => File is { } own ? file is not null && own.AsSpan().SequenceEqual(file) : file is null;
}
