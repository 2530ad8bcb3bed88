using System.Collections.Concurrent;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>A mail host on loopback that knows EHLO, STARTTLS and QUIT; what it says to each may be another thing in a test.</summary>
internal sealed class SmtpServer(
    X509Certificate2 certificate, string greeting, string hello, string startTls, SslProtocols protocols, ConcurrentQueue<string> commands)
    : LoopbackServer(async (stream, token) =>
    {
        await WriteAsync(stream, greeting, token);
        if (!await TalkAsync(stream, token) || !startTls.StartsWith("220", Ordinal))
        {
            return;
        }

        await using var tls = await EncryptAsync(stream, certificate, protocols, token);
        await TalkAsync(tls, token);

        // Whether it ended with STARTTLS; one client may have two connections at once.
        async Task<bool> TalkAsync(Stream conversation, CancellationToken token)
        {
            while (await ReadLineAsync(conversation, token) is { } line)
            {
                commands.Enqueue(line);
                if (line is "QUIT" or "STARTTLS")
                {
                    await WriteAsync(conversation, line == "QUIT" ? "221 Bye\r\n" : startTls, token);
                    return line == "STARTTLS";
                }

                await WriteAsync(conversation, line.StartsWith("EHLO", Ordinal) ? hello : "502 What?\r\n", token);
            }

            return false;
        }
    })
{
    public SmtpServer(
        X509Certificate2 certificate, string greeting = "220 mail.contoso.com ESMTP\r\n",
        string hello = "250-mail.contoso.com\r\n250-SIZE 1000\r\n250 STARTTLS\r\n", string startTls = "220 Go\r\n",
        SslProtocols protocols = SslProtocols.None)
        : this(certificate, greeting, hello, startTls, protocols, [])
    {
    }

    /// <summary>What was said to it, over all connections, in order.</summary>
    public IReadOnlyList<string> Commands => [.. commands];
}
