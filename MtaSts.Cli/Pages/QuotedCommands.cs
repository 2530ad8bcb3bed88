using System.Text.RegularExpressions;

namespace MtaSts.Cli.Pages;

internal static partial class QuotedCommands
{
    /// <summary>The pieces of a text: what is not a command of the tool in quotation marks, and those commands without the marks.</summary>
    public static IEnumerable<(string Text, bool IsCommand)> Split(string text) =>
        Command().Split(text).Select((piece, index) => (piece, index % 2 == 1)).Where(piece => piece.piece.Length > 0);

    [GeneratedRegex("'(mta-sts [^']*)'")]
    private static partial Regex Command();
}
