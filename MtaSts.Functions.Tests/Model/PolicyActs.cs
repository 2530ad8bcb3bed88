namespace MtaSts.Functions.Tests.Model;

/// <summary>The commands that change policies, with arguments as they come to mind.</summary>
internal sealed class PolicyActs(World world, Operator operation)
{
    private static readonly string[] MaxAges = ["1d", "7d", "30d", "84d"];
    private static readonly string[] Modes = ["testing", "testing", "enforce", "none"];

    private string backup = "[]";

    /// <summary>Goes into enforce as operators go there, so that little of a walk is lost before it matters.</summary>
    public async Task BeginAsync(Random random)
    {
        var domain = World.Domains[0];
        foreach (var command in (string[])
            [
                $"set {domain} --mode testing --mx {MailHosts.First(domain)} --max-age {Pick(MaxAges, random)} --yes", $"publish {domain}",
                $"promote {domain} --min-days 0 --yes", $"publish {domain}",
            ])
        {
            await operation.RunAsync(random, command);
            world.Pass(TimeSpan.FromHours(random.Next(1, 48)), random);
        }
    }

    public Task StartAsync(Random random)
    {
        var domain = PickDomain(random);
        return operation.RunAsync(
            random, $"set {domain} --mode testing {Format(GetPresent(domain))} --max-age {Pick(MaxAges, random)} --yes");
    }

    public Task PromoteAsync(Random random) => operation.RunAsync(random, $"promote {PickDomain(random)} --min-days 0 --yes");

    public Task SetModeAsync(Random random) => operation.RunAsync(random, $"set {PickDomain(random)} --mode {Pick(Modes, random)} --yes");

    public Task SetMaxAgeAsync(Random random) =>
        operation.RunAsync(random, $"set {PickDomain(random)} --max-age {Pick(MaxAges, random)} --yes");

    public Task SetMxAsync(Random random)
    {
        var domain = PickDomain(random);
        return operation.RunAsync(random, $"set {domain} {GetMx(domain, random)} --yes");
    }

    public Task UseTemplateAsync(Random random) => operation.RunAsync(random, $"set {PickDomain(random)} --template shared --yes");

    public Task SetTemplateAsync(Random random) =>
        operation.RunAsync(random, $"template set shared {GetMx(PickDomain(random), random)} --max-age {Pick(MaxAges, random)} --yes");

    public Task RollBackAsync(Random random)
    {
        var to = random.Next(2) == 0 ? "" : $" --to {(world.Now - Ages.Any(random)).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
        return operation.RunAsync(random, $"rollback {PickDomain(random)}{to} --yes");
    }

    public Task RollTemplateBackAsync(Random random) => operation.RunAsync(random, "template rollback shared --yes");

    public async Task ExportAsync(Random random) => backup = (await operation.RunAsync(random, "export -")).Output;

    public Task ImportAsync(Random random) => operation.RunAsync(random, "import - --yes", backup);

    // Mostly one domain, so that much happens to it; the other shares its template.
    public static DomainName PickDomain(Random random) => World.Domains[random.Next(4) == 0 ? 1 : 0];

    private static T Pick<T>(IReadOnlyList<T> items, Random random) => items[random.Next(items.Count)];

    /// <summary>Mostly with what covers the present MX; it is the tool that has to be careful.</summary>
    private string GetMx(DomainName domain, Random random)
    {
        var present = GetPresent(domain);
        var other = MailHosts.Pick(domain, random).Pattern;
        return Format(random.Next(4) switch
        {
            0 => [other],
            1 => present,
            _ => [.. present, other],
        });
    }

    private static string Format(IEnumerable<string> patterns) =>
        string.Join(' ', patterns.Distinct().Select(pattern => $"--mx {pattern}"));

    private string[] GetPresent(DomainName domain) =>
        [.. world.Zone[domain.Ascii].Now.Each.Select(host => MailHosts.FindPattern(domain, host))];
}
