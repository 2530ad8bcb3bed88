using System.Runtime.InteropServices;
using System.Text;

namespace MtaSts.Cli.Files;

/// <summary>Named pipes, sockets and devices among the files of a folder: to read one may wait without end.</summary>
internal static class SpecialFile
{
    public const string Reason = "it is a pipe, a socket or a device, not a file";

    // As statx(2) of Linux has it on every processor; other systems differ, and nothing is said there.
    private const int WorkingFolder = -100;
    private const uint TypeOnly = 1;
    private const int Length = 256;
    private const int ModeOffset = 28;
    private const int TypeBits = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Whether it is one, or a link to one; not if that cannot be told, as of a link to nothing.</summary>
    public static bool Is(string path)
    {
        var status = new byte[Length];
        return OperatingSystem.IsLinux()
            && GetStatus(WorkingFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeOnly, status) == 0
            && (BitConverter.ToUInt16(status, ModeOffset) & TypeBits) != Regular;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetStatus(int folder, byte[] path, int flags, uint mask, [Out] byte[] status);
}
