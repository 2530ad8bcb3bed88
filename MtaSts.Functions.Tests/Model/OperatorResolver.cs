using DnsClient;
using DnsClient.Protocol;
using MtaSts.Checks.Lookups;

namespace MtaSts.Functions.Tests.Model;

/// <summary>The operator's resolver, as the tool asks it.</summary>
internal sealed class OperatorResolver(World world, int seed) : IDnsResolver
{
    private static readonly RecordSet Address = new("20.50.2.1", TimeSpan.FromHours(1));
    private static readonly RecordSet Reports = new("v=TLSRPTv1;rua=mailto:tls@contoso.com", TimeSpan.FromHours(1));

    public Task<DnsReply> AskAsync(string name, QueryType type, CancellationToken cancellationToken)
    {
        if (world.Outages.FindStart(Outage.DnsForOperator, world.Now) is not null)
        {
            return Task.FromResult(new DnsReply(DnsOutcome.NoAnswer, "the request timed out"));
        }

        var found = Find(name, type);
        return Task.FromResult(new DnsReply(DnsOutcome.Found)
        {
            Records = [.. found.Each.Select(value => Create(name, type, value, found))],
        });
    }

    private RecordSet Find(string name, QueryType type) => type switch
    {
        QueryType.A => Address,
        QueryType.TXT when name.StartsWith("_smtp._tls.", Ordinal) => Reports,
        QueryType.TXT or QueryType.MX => world.AskAsOperator(name, seed),
        _ => RecordSet.Nothing,
    };

    private static DnsResourceRecord Create(string name, QueryType type, string value, RecordSet found)
    {
        var seconds = (int)Math.Ceiling(found.TimeToLive.TotalSeconds);
        var info = new ResourceRecordInfo(name, (ResourceRecordType)type, QueryClass.IN, seconds, 0);
        return type switch
        {
            QueryType.A => new ARecord(info, IPAddress.Parse(value)),
            QueryType.MX => new MxRecord(info, 10, DnsString.Parse(value)),
            _ => CreateText(info, value.StartsWith("v=", Ordinal) ? value : $"v=STSv1; id={value};"),
        };
    }

    private static TxtRecord CreateText(ResourceRecordInfo info, string text) => new(info, [text], [text]);
}
