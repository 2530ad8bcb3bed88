using System.Net.Security;

namespace MtaSts.Checks.Certificates;

/// <summary>TLS that notes when the first byte came through it.</summary>
internal sealed class TlsStream(Stream transport, RemoteCertificateValidationCallback validate, TimeProvider time)
    : SslStream(transport, leaveInnerStreamOpen: false, validate)
{
    /// <summary>The timestamp of the clock at the first byte; null before it.</summary>
    public long? FirstByteAt { get; private set; }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = await base.ReadAsync(buffer, cancellationToken);
        if (length > 0)
        {
            FirstByteAt ??= time.GetTimestamp();
        }

        return length;
    }
}
