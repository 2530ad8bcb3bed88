namespace MtaSts;

/// <summary>What a file is by its content.</summary>
public enum FileKind
{
    /// <summary>Nothing speaks against text in UTF-8; whether each byte fits is for the reader to see.</summary>
    Text,

    /// <summary>Text in UTF-16, as its byte order mark says.</summary>
    Utf16,

    /// <summary>Text in UTF-16 without a byte order mark.</summary>
    Utf16WithoutMark,

    /// <summary>An Excel workbook (.xlsx).</summary>
    ExcelWorkbook,

    /// <summary>A file of the Office versions before 2007, such as .xls.</summary>
    OldOfficeFile,

    /// <summary>Another zip archive.</summary>
    Zip,

    /// <summary>Compressed by gzip.</summary>
    Gzip,

    /// <summary>A PDF document.</summary>
    Pdf,

    /// <summary>An RTF document, as WordPad writes it.</summary>
    Rtf,

    /// <summary>An HTML page.</summary>
    Html,

    /// <summary>XML other than an HTML page.</summary>
    Xml,

    /// <summary>Something else with bytes that no text has.</summary>
    Binary,
}
