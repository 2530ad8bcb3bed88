namespace MtaSts.Functions.Tests.Model;

/// <summary>The mail of all senders to all domains, which must arrive.</summary>
internal sealed class MailFlow(World world)
{
    /// <exception cref="MailLostException">Some of it did not, or the tool was wrong about a sender.</exception>
    public void Flow(DateTimeOffset until, Random random)
    {
        foreach (var (sender, domain, time) in FindDeliveries(until, random).OrderBy(delivery => delivery.Time))
        {
            Deliver(sender, domain, time, random);
        }
    }

    private IEnumerable<(Sender Sender, DomainName Domain, DateTimeOffset Time)> FindDeliveries(DateTimeOffset until, Random random)
    {
        foreach (var sender in world.Senders)
        {
            foreach (var domain in World.Domains)
            {
                for (var i = random.Next(4); i > 0; i--)
                {
                    var time = world.Now + (random.Next(2) == 0 ? Ages.Any(random) : (until - world.Now) * random.NextDouble());
                    if (time < until)
                    {
                        yield return (sender, domain, time);
                    }
                }

                // The last moment of a policy is the one that matters.
                if (sender.Held.GetValueOrDefault(domain)?.ExpiresAt.AddTicks(-1) is { } last && last > world.Now && last < until)
                {
                    yield return (sender, domain, last);
                }
            }
        }
    }

    private void Deliver(Sender sender, DomainName domain, DateTimeOffset time, Random random)
    {
        if (sender.FindPolicy(world, domain, time, random) is not { } held)
        {
            return;
        }

        world.Promises.Check(sender, domain, held, time);
        var hosts = world.Zone.Ask(sender.Number, domain.Ascii, time, random).Each;
        if (held.Policy.Mode == PolicyMode.Enforce && hosts.FirstOrDefault(host => !held.Policy.Covers(host)) is { } refused)
        {
            throw new MailLostException($"{time:u} sender {sender.Number} refuses {refused} for {domain}: {held}");
        }
    }
}
