namespace MtaSts.Functions.Tests.Cli;

/// <summary>What came of a command line.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors);
