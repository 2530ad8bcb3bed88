using System.Runtime.InteropServices;

namespace MtaSts.Cli.Console;

/// <summary>Standard input; empty where whoever started the process has closed it.</summary>
internal static class StandardInput
{
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    public static Stream Open() => IsClosed() ? Stream.Null : System.Console.OpenStandardInput();

    // Then the runtime has opened something of its own under that number, and to read from it would wait for ever. What was handed over to
    // this program is not marked to be closed when a program starts; what the runtime opens is.
    private static bool IsClosed() => !OperatingSystem.IsWindows() && GetFlags(0, GetDescriptorFlags) is < 0 or CloseOnExec;

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetFlags(int descriptor, int command);
}
