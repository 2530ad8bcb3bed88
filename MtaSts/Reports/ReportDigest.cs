using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MtaSts.Reports;

/// <summary>
/// Stands for what a report says and takes the same few bytes however much that is; to be mistaken for something else, it would have to
/// share 128 bits of SHA-256 with it.
/// </summary>
internal static class ReportDigest
{
    /// <summary>
    /// Of some policies of a report, and all that tells the report from others. With the whole time: one that says the same of less time
    /// could be too early to count, and must not take the place of the real one.
    /// </summary>
    public static UInt128 Compute(TlsReport report, IEnumerable<ReportedPolicy> policies) => Compute(writer =>
    {
        writer.Write(report.Organization.ToUpperInvariant());
        writer.Write(report.Id ?? "");
        writer.Write(report.Start.UtcTicks);
        writer.Write(report.End.UtcTicks);
        foreach (var policy in policies)
        {
            Write(writer, policy);
        }
    });

    public static UInt128 Compute(IReadOnlyList<string> texts) => Compute(writer => Write(writer, texts));

    // A writer puts the length before each text, so that no two run together.
    private static UInt128 Compute(Action<BinaryWriter> write)
    {
        using var digest = SHA256.Create();
        using (var writer = new BinaryWriter(new CryptoStream(Stream.Null, digest, CryptoStreamMode.Write)))
        {
            write(writer);
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(digest.Hash);
    }

    private static void Write(BinaryWriter writer, ReportedPolicy policy)
    {
        writer.Write(policy.Domain.Ascii);
        writer.Write(policy.Type);
        writer.Write(policy.Successful);
        writer.Write(policy.Failed);
        Write(writer, policy.Lines);
        writer.Write(policy.Failures.Count);
        foreach (var failure in policy.Failures)
        {
            writer.Write(failure.Type);
            writer.Write(failure.ReceivingHost ?? "");
            writer.Write(failure.SendingAddress ?? "");
            writer.Write(failure.Sessions);
        }
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
        {
            writer.Write(text);
        }
    }
}
