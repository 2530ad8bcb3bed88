using System.Text;

namespace MtaSts.Functions.Tests;

/// <summary>What a host answered: header names in any case, several values of one joined by commas.</summary>
public sealed record HostAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? this[string header] => Headers.GetValueOrDefault(header);
}
