namespace MtaSts.Cli.Lists;

/// <summary>Takes in what is wrong with a list.</summary>
/// <param name="line">The line of the file, from 1; 0 for the whole file.</param>
internal delegate void ListFault(FindingRule rule, int line, string message);
