namespace MtaSts.Cli.Import;

/// <summary>Why nothing is imported.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Finding">What is wrong; its line is one of the file.</param>
public sealed record ImportFault(string File, Finding Finding)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Finding}";
}
