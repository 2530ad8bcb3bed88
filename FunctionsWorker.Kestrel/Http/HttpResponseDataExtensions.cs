using System.Text;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Shorthands for answers.</summary>
public static class HttpResponseDataExtensions
{
    /// <summary>Writes a text to the body, in UTF-8 unless said otherwise.</summary>
    public static Task WriteStringAsync(
        this HttpResponseData response, string value, CancellationToken cancellationToken, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return response.WriteBytesAsync((encoding ?? Encoding.UTF8).GetBytes(value), cancellationToken);
    }

    /// <summary>Writes bytes to the body.</summary>
    public static Task WriteBytesAsync(this HttpResponseData response, byte[] value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(value);
        return response.Body.WriteAsync(value, 0, value.Length, cancellationToken);
    }
}
