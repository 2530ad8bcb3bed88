namespace MtaSts.Cli.Console;

/// <summary>Standard input; where a shell has closed it, the runtime has a pipe of its own in that place, which would never end.</summary>
internal static class StandardInput
{
    // Only Linux shows what a descriptor is; elsewhere nothing is there.
    private const string Descriptors = "/proc/self/fd";

    /// <exception cref="IOException">It is closed.</exception>
    public static Stream Open() => IsPipeOfThisProcess()
        ? throw new IOException("Standard input is closed.")
        : System.Console.OpenStandardInput();

    private static bool IsPipeOfThisProcess() =>
        Directory.Exists(Descriptors)
        && GetTarget("0") is { } pipe && pipe.StartsWith("pipe:", StringComparison.Ordinal)
        && Directory.EnumerateFiles(Descriptors).Select(Path.GetFileName).OfType<string>()
            .Any(descriptor => descriptor != "0" && GetTarget(descriptor) == pipe && IsWritable(descriptor));

    private static string? GetTarget(string descriptor) => new FileInfo(Path.Combine(Descriptors, descriptor)).LinkTarget;

    // The flags of open(2) in octal, whose last two bits say whether it is read or written; a descriptor may be closed meanwhile.
    private static bool IsWritable(string descriptor)
    {
        try
        {
            var flags = File.ReadLines($"/proc/self/fdinfo/{descriptor}").First(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & 3) != 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
