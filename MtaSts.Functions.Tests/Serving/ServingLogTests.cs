using MtaSts.Serving.Caching;

namespace MtaSts.Functions.Tests.Serving;

public sealed class ServingLogTests : ServingTests
{
    private ServingLog Log => serving.Get<ServingLog>();

    [Fact]
    public async Task A_failure_is_written_by_the_next_request_because_the_host_drops_what_comes_outside_of_one()
    {
        Log.Add("example.com", new PolicyStoreException("down"), hasOlder: true);
        Assert.Empty(serving.Log.Lines);

        await serving.AskAsync("mta-sts.other.example");

        Assert.Equal(["Error: The policy of example.com could not be loaded; an older one is served: True down"], serving.Log.Lines);
    }

    [Fact]
    public void A_store_that_is_down_writes_once_a_second_whatever_names_are_asked_for()
    {
        AddMany();
        Log.Write();
        Assert.Single(serving.Log.Lines);

        time.Advance(TimeSpan.FromSeconds(1));
        AddMany();
        Log.Write();
        Assert.Equal(2, serving.Log.Lines.Count);

        void AddMany()
        {
            for (var number = 0; number < 100; number++)
            {
                Log.Add($"host-{number}.example", new PolicyStoreException("down"), hasOlder: false);
            }
        }
    }

    [Fact]
    public void Each_domain_that_is_known_and_each_row_that_is_invalid_is_written()
    {
        Log.Add("a.example", new PolicyStoreException("down"), hasOlder: true);
        Log.Add("b.example", new PolicyStoreException("down"), hasOlder: true);
        Log.Add("c.example", new InvalidPolicyException("the row of c.example", []), hasOlder: false);
        Log.Add("d.example", new InvalidPolicyException("the row of d.example", []), hasOlder: false);

        Log.Write();

        Assert.Equal(4, serving.Log.Lines.Count);
    }
}
