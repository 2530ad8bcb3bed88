using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MtaSts.Serving.Caching;

/// <summary>
/// Stands for a name and takes the same few bytes however long it is; to be mistaken for another, it would have to share 128 bits of
/// SHA-256 with it.
/// </summary>
internal static class NameDigest
{
    public static UInt128 Compute(string name)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
