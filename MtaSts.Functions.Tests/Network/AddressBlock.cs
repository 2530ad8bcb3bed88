namespace MtaSts.Functions.Tests.Network;

/// <summary>The addresses of a network: 127.x.y.0/24, others each run, so that runs at once share no address and no port.</summary>
internal sealed class AddressBlock
{
    private const int Attempts = 20;

    private readonly byte second;
    private readonly byte third;

    private AddressBlock(byte second, byte third)
    {
        this.second = second;
        this.third = third;
    }

    /// <summary>Address of most policy hosts.</summary>
    public IPAddress Web => this[1];
    public IPAddress WebOfOnlyTls12 => this[2];
    public IPAddress WebOfOnlyTls13 => this[3];
    public IPAddress WebWithoutTls => this[4];

    /// <summary>Nothing listens here on any port.</summary>
    public IPAddress Closed => this[5];

    /// <summary>Address of the policy host that the tests serve themselves, as no web server would.</summary>
    public IPAddress ScriptedWeb => this[6];

    /// <summary>What the web server hands on to, where it cannot be slow itself.</summary>
    public IPAddress Upstream => this[7];

    /// <summary>Address of the app, when a test starts it.</summary>
    public IPAddress App => this[8];
    public IPAddress Resolver => this[53];
    public IPAddress ScriptedDns => this[54];

    /// <summary>Addresses of mail hosts.</summary>
    public IPAddress Mail(int number) => this[100 + number];

    /// <summary>A block where ports 443 and 25 can be bound.</summary>
    /// <exception cref="SocketException">There is none.</exception>
    public static AddressBlock Find()
    {
        for (var attempt = 1; ; attempt++)
        {
            var block = new AddressBlock((byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(0, 256));
            try
            {
                block.TryPorts();
                return block;
            }
            catch (SocketException) when (attempt < Attempts)
            {
                // Another run has it.
            }
        }
    }

    private IPAddress this[int last] => new([127, second, third, (byte)last]);

    private void TryPorts()
    {
        using var web = new TcpListener(Web, 443);
        using var mail = new TcpListener(Mail(0), 25);
        web.Start();
        mail.Start();
    }
}
