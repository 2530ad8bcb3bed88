using System.Net.Security;

namespace MtaSts.Checks.Certificates;

internal sealed class TlsStream(Stream transport, RemoteCertificateValidationCallback validate, TimeProvider time)
    : SslStream(transport, leaveInnerStreamOpen: false, validate)
{
    /// <summary>The clock's timestamp at the first byte; null before.</summary>
    public long? FirstByteAt { get; private set; }

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
