namespace MtaSts.Cli.Import;

/// <summary>Why nothing is imported; the finding's line is one of the file.</summary>
internal sealed record ImportFault(string File, Finding Finding)
{
    public override string ToString() => $"{File}: {Finding}";
}
