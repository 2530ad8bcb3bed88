namespace MtaSts.Records;

/// <summary>One <c>name=value</c> of a TXT record.</summary>
/// <param name="Value">The value, without white space around it.</param>
/// <param name="Column">The column of the name, from 1.</param>
internal readonly record struct TextRecordField(string Name, string Value, int Column);
