using System.IO.Compression;

namespace MtaSts.Functions.Tests.Network;

/// <summary>The policies that the web server holds.</summary>
public static class NetworkPolicies
{
    /// <summary>What a good domain serves.</summary>
    public const string Good = "version: STSv1\r\nmode: enforce\r\nmx: *.mail.test\r\nmax_age: 1209600\r\n";

    internal const string Testing = "version: STSv1\r\nmode: testing\r\nmx: *.mail.test\r\nmax_age: 1209600\r\n";
    internal const string None = "version: STSv1\r\nmode: none\r\nmx: *.mail.test\r\nmax_age: 86400\r\n";
    internal const string SyntaxError = "version: STSv1\r\nmode: Enforce\r\nmx: *.mail.test\r\nmax_age: 1209600\r\n";
    internal const string UnusedPattern =
        "version: STSv1\r\nmode: enforce\r\nmx: *.mail.test\r\nmx: unused.example\r\nmax_age: 1209600\r\n";

    /// <summary>A valid policy but for its length.</summary>
    internal static byte[] WithLength(int length)
    {
        const string Filler = "filler: ";
        return Encoding.ASCII.GetBytes(Good + Filler + new string('x', length - Good.Length - Filler.Length - 2) + "\r\n");
    }

    internal static byte[] Compress(string text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.ASCII.GetBytes(text));
        }

        return compressed.ToArray();
    }
}
