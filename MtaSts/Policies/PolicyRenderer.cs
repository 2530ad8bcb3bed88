using System.Globalization;
using System.Text;

namespace MtaSts.Policies;

/// <summary>Writes a policy as every known sender accepts it: version first, max_age last, CRLF after each line (RFC 8461 §3.2).</summary>
public static class PolicyRenderer
{
    private const string LineEnd = "\r\n";

    /// <summary>The canonical text of <paramref name="policy"/>, in ASCII. Equal policies give equal bytes.</summary>
    public static byte[] Render(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var text = new StringBuilder(256);
        text.Append("version: STSv1").Append(LineEnd);
        text.Append("mode: ").Append(policy.Mode.ToText()).Append(LineEnd);
        foreach (var pattern in policy.Mx)
        {
            text.Append("mx: ").Append(pattern).Append(LineEnd);
        }

        text.Append("max_age: ").Append(policy.MaxAge.ToString(CultureInfo.InvariantCulture)).Append(LineEnd);
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
