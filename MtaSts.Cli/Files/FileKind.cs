namespace MtaSts.Cli.Files;

/// <summary>What a file is by its content.</summary>
internal enum FileKind
{
    /// <summary>Nothing speaks against text in UTF-8; whether each byte fits is for the reader to see.</summary>
    Text,
    Utf16,
    Utf16WithoutMark,
    ExcelWorkbook,
    OldOfficeFile,
    Zip,
    Gzip,
    Pdf,
    Html,
    Xml,

    /// <summary>Something else with bytes that no text has.</summary>
    Binary,
}
