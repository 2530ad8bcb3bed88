namespace MtaSts.Cli.Options;

/// <summary>How results are written.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>For machines: the documented shapes, indented, one document.</summary>
    Json,
}
