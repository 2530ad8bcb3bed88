using System.Collections.Concurrent;
using CsCheck;
using MtaSts.Checks.Lookups;

namespace MtaSts.Functions.Tests.Checks;

public sealed class DnsLookupPropertyTests : IDisposable
{
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[0, 300];

    // An answer without an error, of up to three records in each section, whatever they are.
    private static readonly Gen<byte[]> Messages =
        from counts in Gen.Byte[0, 3].Array[3]
        from rest in Gen.OneOf(Gen.Byte, Gen.Byte[0, 16], Gen.Byte[0xC0, 0xC0]).Array[0, 300]
        select (byte[])[0x81, 0x80, 0, 0, 0, counts[0], 0, counts[1], 0, counts[2], .. rest];

    private static readonly Gen<(int At, byte Value)[]> Changes = Gen.Select(Gen.Int[2, 400], Gen.Byte).Array[1, 8];

    private readonly ConcurrentDictionary<string, Func<DnsQuery, byte[]>> scripts = [];
    private readonly DnsServer server;
    private int count;

    public DnsLookupPropertyTests() => server = new DnsServer(
        query => [scripts.TryGetValue(query.Name, out var script) ? script(query) : DnsMessage.Answer(query, DnsMessage.NameError, [])]);

    [Fact]
    public Task Random_bytes_are_an_answer_like_any_other() => Bytes.SampleAsync(bytes => AssertSoundAsync(_ => bytes), iter: 300);

    [Fact]
    public Task Random_records_are_an_answer_like_any_other() =>
        Messages.SampleAsync(bytes => AssertSoundAsync(query => [.. query.Message[..2], .. bytes]), iter: 1_000);

    [Fact]
    public Task Answers_with_a_few_bytes_changed_are_answers_like_any_other() => Changes.SampleAsync(
        changes => AssertSoundAsync(query =>
        {
            var zone = new DnsZone().Alias(query.Name, "alias.example").Text(
                "alias.example", "v=STSv1; id=1;").MailExchanges("alias.example", "mx.example")
                .Address("alias.example", "192.0.2.1").Address("alias.example", "2001:db8::1").Issuer(
                    "alias.example", "issue", "ca.example");
            var message = zone.Answer(query);
            foreach (var (at, value) in changes)
            {
                message[2 + (at % (message.Length - 2))] = value;
            }

            return message;
        }),
        iter: 500);

    public void Dispose() => server.Dispose();

    private async Task AssertSoundAsync(Func<DnsQuery, byte[]> script)
    {
        var name = $"n{Interlocked.Increment(ref count)}";
        scripts[name] = script;
        var lookup = new DnsLookup(server.EndPoint);

        AssertSound(await lookup.FindTextAsync(name, CancellationToken.None));
        AssertSound(await lookup.FindMailExchangesAsync(name, CancellationToken.None));
        AssertSound(await lookup.FindAddressesAsync(name, CancellationToken.None));
        AssertSound(await lookup.FindCaaAsync(name, CancellationToken.None));
    }

    private static void AssertSound<T>(DnsAnswer<T> answer)
    {
        Assert.Equal(answer.Outcome == DnsOutcome.Found, answer.Records.Count > 0);
        Assert.Equal(
            answer.IsUnknown || answer.Outcome == DnsOutcome.CnameLoop, answer.Fault is not null && answer.Outcome != DnsOutcome.Found);
        Assert.InRange(answer.Aliases.Count, 0, 9);
    }
}
