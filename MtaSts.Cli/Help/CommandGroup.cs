using MtaSts.Cli.Commands;

namespace MtaSts.Cli.Help;

/// <summary>Commands that stand under one heading of the help.</summary>
/// <param name="Document">What to read about them, from the root of the repository; several are separated by commas.</param>
/// <param name="Commands">By their names, each built when it is needed.</param>
internal sealed record CommandGroup(string Title, string Document, params (string Name, Func<ToolCommand> Create)[] Commands);
