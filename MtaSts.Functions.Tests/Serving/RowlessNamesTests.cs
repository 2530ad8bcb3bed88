using MtaSts.Serving.Caching;

namespace MtaSts.Functions.Tests.Serving;

public sealed class RowlessNamesTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void The_last_time_counts_until_its_life_is_over()
    {
        var names = Create(10);
        names.Add("a.example", time.GetTimestamp());
        time.Advance(TimeSpan.FromSeconds(40));
        names.Add("a.example", time.GetTimestamp());
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(TimeSpan.FromSeconds(59), time.GetElapsedTime(names.Find("a.example")!.Value));

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(names.Find("a.example"));
    }

    [Fact]
    public void A_name_that_got_a_row_is_forgotten()
    {
        var names = Create(4);
        names.Add("a.example", time.GetTimestamp());
        names.Add("b.example", time.GetTimestamp());
        names.Add("c.example", time.GetTimestamp());

        names.Remove("a.example");
        names.Remove("c.example");

        Assert.Equal((null, null), (names.Find("a.example"), names.Find("c.example")));
        Assert.NotNull(names.Find("b.example"));
    }

    [Fact]
    public void Names_that_are_asked_about_outlive_many_that_are_not()
    {
        var names = Create(100);
        names.Add("forgotten.example", time.GetTimestamp());
        for (var number = 0; number < 1_000; number++)
        {
            names.Add("a.example", time.GetTimestamp());
            names.Add($"host-{number}.example", time.GetTimestamp());
        }

        Assert.NotNull(names.Find("a.example"));
        Assert.NotNull(names.Find("host-999.example"));
        Assert.Null(names.Find("forgotten.example"));
    }

    [Fact]
    public void No_more_are_kept_than_there_may_be()
    {
        var names = Create(100);
        for (var number = 0; number < 1_000; number++)
        {
            names.Add($"host-{number}.example", time.GetTimestamp());
        }

        Assert.InRange(Enumerable.Range(0, 1_000).Count(number => names.Find($"host-{number}.example") is not null), 50, 100);
    }

    private RowlessNames Create(int capacity) => new(capacity, TimeSpan.FromMinutes(1), time);
}
