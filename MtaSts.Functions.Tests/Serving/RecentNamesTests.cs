using System.Runtime.CompilerServices;
using MtaSts.Serving.Caching;

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
    public void A_name_is_remembered_without_being_kept()
    {
        var names = new RecentNames(10, TimeSpan.FromMinutes(1), time);
        var name = AddAndForget(names);

        GC.Collect();

        Assert.False(name.IsAlive);
        Assert.True(names.Contains(new string('a', 240)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference AddAndForget(RecentNames names)
    {
        var name = new string('a', 240);
        names.Add(name);
        return new WeakReference(name);
    }
}
