using Microsoft.Extensions.Time.Testing;
using MtaSts.Functions.Serving;

namespace MtaSts.Functions.Tests.Serving;

public sealed class RecentNamesTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_name_is_remembered_for_its_time_and_not_longer()
    {
        var names = new RecentNames(10, TimeSpan.FromMinutes(1), time);
        names.Add("a.example");
        time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.True(names.Contains("a.example"));

        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.False(names.Contains("a.example"));
    }

    [Fact]
    public void Adding_a_name_again_does_not_make_it_stay_longer()
    {
        var names = new RecentNames(10, TimeSpan.FromMinutes(1), time);
        names.Add("a.example");
        time.Advance(TimeSpan.FromSeconds(30));
        names.Add("a.example");

        time.Advance(TimeSpan.FromSeconds(30));

        Assert.False(names.Contains("a.example"));
    }

    [Fact]
    public void A_name_can_be_remembered_again_after_its_time()
    {
        var names = new RecentNames(10, TimeSpan.FromMinutes(1), time);
        names.Add("a.example");
        time.Advance(TimeSpan.FromMinutes(2));

        names.Add("a.example");

        Assert.True(names.Contains("a.example"));
    }

    [Fact]
    public void The_oldest_make_room_when_there_is_none()
    {
        var names = new RecentNames(2, TimeSpan.FromMinutes(1), time);
        names.Add("a.example");
        names.Add("b.example");
        names.Add("c.example");

        Assert.Equal((false, true, true), (names.Contains("a.example"), names.Contains("b.example"), names.Contains("c.example")));
    }

    [Fact]
    public void Long_names_take_no_more_room_than_short_ones()
    {
        var names = new RecentNames(100_000, TimeSpan.FromMinutes(1), time);
        var padding = new string('a', 240);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < 100_000; number++)
        {
            names.Add($"{padding}{number}");
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.InRange(grown, 0, 20_000_000);
        Assert.True(names.Contains($"{padding}0"));
    }
}
