namespace MtaSts.Functions.Tests.Cloud;

/// <summary>What a test has Azure do instead of what it was asked.</summary>
internal sealed class CloudTroubles
{
    private readonly Lock gate = new();
    private readonly List<Order> orders = [];
    private readonly Dictionary<string, AzureException> failing = [];
    private readonly HashSet<string> hanging = [];

    /// <summary>Answers the next requests so.</summary>
    /// <param name="path">A part of the path.</param>
    public void Answer(string method, string path, AzureAnswer answer, int times = 1)
    {
        lock (gate)
        {
            orders.Add(new Order(method, path, answer) { Left = times });
        }
    }

    /// <summary>Fails each deployment whose name has this in it, with what a resource of it says.</summary>
    public void FailDeployments(string name, AzureException exception) => failing[name] = exception;

    /// <summary>Leaves each deployment whose name has this in it running for ever.</summary>
    public void HangDeployments(string name) => hanging.Add(name);

    /// <summary>Ends all of it.</summary>
    public void Clear()
    {
        lock (gate)
        {
            orders.Clear();
        }

        failing.Clear();
        hanging.Clear();
    }

    public AzureAnswer? Take(string method, string path)
    {
        lock (gate)
        {
            var order = orders.Find(order => order.Left > 0 && order.Method == method && path.Contains(order.Path, OrdinalIgnoreCase));
            if (order is null)
            {
                return null;
            }

            order.Left--;
            return order.Answer;
        }
    }

    public AzureException? FindFault(string deployment) =>
        failing.FirstOrDefault(entry => deployment.Contains(entry.Key, Ordinal)).Value;

    public bool Hangs(string deployment) => hanging.Any(part => deployment.Contains(part, Ordinal));

    private sealed record Order(string Method, string Path, AzureAnswer Answer)
    {
        public int Left { get; set; }
    }
}
