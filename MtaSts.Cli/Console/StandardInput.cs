using System.Runtime.InteropServices;

namespace MtaSts.Cli.Console;

/// <summary>Standard input, which the caller may have closed.</summary>
internal static class StandardInput
{
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    /// <exception cref="IOException">It is closed.</exception>
    public static Stream Open() =>
        IsClosed() ? throw new IOException("Standard input is closed.") : System.Console.OpenStandardInput();

    // Then the runtime has opened something of its own under that number, and to read from it would wait for ever. What was handed over to
    // this program is not marked to be closed when a program starts; what the runtime opens is.
    private static bool IsClosed() => !OperatingSystem.IsWindows() && GetFlags(0, GetDescriptorFlags) is < 0 or CloseOnExec;

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetFlags(int descriptor, int command);
}
