namespace MtaSts.Cli.Help;

/// <summary>Sets the options of the store off from those of the command itself.</summary>
internal static class OptionSections
{
    /// <param name="help">The help of a command; the lines of an option begin with two spaces, those that go on with more.</param>
    public static string Split(string help, IReadOnlyCollection<string> namesOfStore)
    {
        List<string> lines = [.. help.ReplaceLineEndings("\n").Split('\n')];
        var first = lines.IndexOf("Options:") + 1;
        var last = lines.IndexOf("", first);
        List<string> own = [];
        List<string> ofStore = [];
        var current = own;
        foreach (var line in lines[first..last])
        {
            if (!line.StartsWith("   ", StringComparison.Ordinal))
            {
                current = namesOfStore.Contains(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]) ? ofStore : own;
            }

            current.Add(line);
        }

        IEnumerable<string> heading = ofStore.Count > 0 ? ["", "Store:"] : [];
        return string.Join('\n', [.. lines[..first], .. own, .. heading, .. ofStore, .. lines[last..]]);
    }
}
