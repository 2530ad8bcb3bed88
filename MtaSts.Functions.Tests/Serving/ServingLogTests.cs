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
    public void A_domain_whose_policy_is_known_writes_each_kind_of_failure_once_a_minute()
    {
        Add();
        Add();
        Log.Write();
        Assert.Equal(2, serving.Log.Lines.Count);

        time.Advance(TimeSpan.FromMinutes(1));
        Add();
        Log.Write();
        Assert.Equal(4, serving.Log.Lines.Count);

        void Add()
        {
            Log.Add("example.com", new PolicyStoreException("down"), hasOlder: true);
            Log.Add("example.com", new InvalidPolicyException("the row of example.com", []), hasOlder: true);
        }
    }

    [Fact]
    public void What_waits_for_a_request_that_never_comes_does_not_fill_memory_and_the_latest_is_kept()
    {
        for (var number = 0; number < 2_000; number++)
        {
            Log.Add($"host-{number}.example", new PolicyStoreException("down"), hasOlder: true);
        }

        Log.Write();

        Assert.Equal(1_000, serving.Log.Lines.Count);
        Assert.Contains("host-1999.example", serving.Log.Lines.Last(), Ordinal);
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
