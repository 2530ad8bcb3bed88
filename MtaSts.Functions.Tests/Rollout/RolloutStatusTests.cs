using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Rollout;
using static MtaSts.Functions.Tests.Rollout.RolloutScene;

namespace MtaSts.Functions.Tests.Rollout;

/// <summary>What comes next for a domain, by its states, by what is seen of it, and by the time.</summary>
public sealed class RolloutStatusTests
{
    private const string Publish = "mta-sts publish example.com";
    private const string Look = "mta-sts status example.com";
    private const string Check = "mta-sts check example.com";
    private const string Settling = "An instance of the app may still have an earlier policy in memory.";

    private static readonly Policy Enforce = Policy(PolicyMode.Enforce);
    private static readonly Policy Testing = Policy(PolicyMode.Testing);
    private static readonly Policy None = Policy(PolicyMode.None, maxAge: 86_400);
    private static readonly Policy Other = Policy(PolicyMode.Enforce, "other.example.com");
    private static readonly Policy Both = Policy(PolicyMode.Enforce, $"{Mx} other.example.com");
    private static readonly PolicyContent Upstream =
        new PolicyContent.Upstream(new Uri("https://mta-sts.provider.example/.well-known/mta-sts.txt"));

    public static TheoryData<string, PolicyTimeline, DomainObservation, RolloutStep> Cases { get; } = new()
    {
        {
            "all in step, for long", Timeline(State(50, Enforce), State(60, Testing)), Seen(Enforce, Id(50, Enforce)),
            new(RolloutStage.InStep, "Nothing to do.")
        },
        {
            "all in step, and senders may hold the one before", Timeline(State(3, Both), State(60, Enforce)), Seen(Both, Id(3, Both)),
            new(RolloutStage.Held, "Nothing to do. Senders may still hold an earlier policy.")
        },
        {
            "an earlier state with the same text is no other policy", Timeline(State(3, Enforce), State(60, Enforce)),
            Seen(Enforce, Id(3, Enforce)), new(RolloutStage.InStep, "Nothing to do.")
        },

        // In testing, and on the way out.
        {
            "not in testing for long enough", Timeline(State(3, Testing)), Seen(Testing, Id(3, Testing)),
            new(RolloutStage.InTesting, "In testing for 3 of 14 days.", "mta-sts promote example.com", Now.AddDays(11))
        },
        {
            "in testing for long enough", Timeline(State(14, Testing)), Seen(Testing, Id(14, Testing)),
            new(RolloutStage.ToPromote, "In testing for 14 days, which is long enough.", "mta-sts promote example.com")
        },
        {
            "mode none, and senders may hold a policy", Timeline(State(3, None), State(60, Enforce)), Seen(None, Id(3, None)),
            new(
                RolloutStage.Leaving, "Senders may still hold an earlier policy.", "mta-sts remove example.com",
                Now.AddDays(-3) + RefreshAfter + RefreshAfter + TimeSpan.FromSeconds(Week))
        },
        {
            "mode none, and no sender holds a policy", Timeline(State(8, None), State(60, Enforce)), Seen(None, Id(8, None)),
            new(RolloutStage.ToRemove, "No sender holds an earlier policy any more.", "mta-sts remove example.com")
        },

        // Served, and for long enough.
        {
            "changed half a minute ago", Timeline(State(TimeSpan.FromSeconds(30), Enforce, isSeen: false), State(60, Testing)),
            Seen(Enforce, Id(60, Testing)), new(RolloutStage.Settling, Settling, Publish, Now.AddSeconds(30))
        },
        {
            "changed half a minute ago, and an instance has the earlier policy",
            Timeline(State(TimeSpan.FromSeconds(30), Enforce, isSeen: false), State(60, Testing)),
            Seen(Testing, Id(60, Testing)), new(RolloutStage.Settling, Settling, Publish, Now.AddSeconds(30))
        },
        {
            "new, and an instance does not know it yet", Timeline(State(TimeSpan.FromSeconds(30), Testing, isSeen: false)),
            Seen(null, null).WithFetch(fetch => fetch with { Status = 404, CacheMaxAge = null }),
            new(RolloutStage.Settling, Settling, Publish, Now.AddSeconds(30))
        },
        {
            "the host says that it keeps policies for longer than we know",
            Timeline(State(TimeSpan.FromMinutes(2), Enforce, isSeen: false)),
            Seen(Enforce, null).WithFetch(fetch => fetch with { CacheMaxAge = TimeSpan.FromMinutes(5) }),
            new(RolloutStage.Settling, Settling, Publish, Now.AddMinutes(3))
        },
        {
            "served, as an instance read it that may have been the first of all",
            Timeline(State(TimeSpan.FromSeconds(100), Enforce, isSeen: false), State(60, Testing)),
            Seen(Enforce, Id(60, Testing)).WithFetch(fetch => fetch with { Age = TimeSpan.FromSeconds(50) }),
            new(RolloutStage.Settling, Settling, Publish, Now.AddSeconds(9))
        },
        {
            "served, as an instance read it before the app lost its store",
            Timeline(State(TimeSpan.FromHours(1), Enforce, isSeen: false), State(60, Testing)),
            Seen(Enforce, Id(60, Testing)).WithFetch(fetch => fetch with { Age = TimeSpan.FromMinutes(59.5) }),
            new(
                RolloutStage.NotServed,
                "mta-sts.example.com serves what the app read at 2026-04-10 23:00:29Z: it cannot read its store. "
                + "See what its log and /health say.",
                Check)
        },
        {
            "new, and nothing leads to the app", Timeline(State(TimeSpan.FromSeconds(30), Testing, isSeen: false)),
            Seen(null, null).WithoutHost(DnsOutcome.NxDomain, "mta-sts.example.com has no address to fetch the policy from."),
            new(RolloutStage.NotServed, "mta-sts.example.com has no address to fetch the policy from.", "mta-sts dns example.com")
        },
        {
            "an earlier policy is served after its time",
            Timeline(State(TimeSpan.FromHours(1), Enforce, isSeen: false), State(60, Testing)), Seen(Testing, Id(60, Testing)),
            new(RolloutStage.NotServed, "mta-sts.example.com still serves the policy of 2026-02-10 00:00:00Z.", Check)
        },
        {
            "another policy is served where ours was", Timeline(State(50, Enforce)), Seen(Both, Id(50, Enforce)),
            new(RolloutStage.NotServed, "mta-sts.example.com serves a policy that is not from this store.", Check)
        },
        {
            "an error is served", Timeline(State(50, Enforce)),
            Seen(null, Id(50, Enforce)).WithFetch(fetch => fetch with { Status = 503 }),
            new(RolloutStage.NotServed, "mta-sts.example.com answers with status 503.", Check)
        },
        {
            "no policy is served", Timeline(State(50, Enforce)), Seen(null, Id(50, Enforce)),
            new(RolloutStage.NotServed, "mta-sts.example.com serves a text that is not a valid policy.", Check)
        },
        {
            "the certificate is bad", Timeline(State(50, Enforce)), Faulty(FetchFault.BadCertificate, "it expired"),
            new(RolloutStage.NotServed, "The certificate of mta-sts.example.com is not valid: 'it expired'.", Check)
        },
        {
            "no TLS", Timeline(State(50, Enforce)), Faulty(FetchFault.NoTls, "it spoke HTTP"),
            new(RolloutStage.NotServed, "mta-sts.example.com does not speak TLS: 'it spoke HTTP'.", Check)
        },
        {
            "half an answer", Timeline(State(50, Enforce)), Faulty(FetchFault.BadAnswer, "the end is missing"),
            new(
                RolloutStage.NotServed,
                "The answer of mta-sts.example.com broke off or is not valid HTTP: 'the end is missing'.", Check)
        },
        {
            "an address that is not public", Timeline(State(50, Enforce)),
            Seen(null, null).WithoutHost(DnsOutcome.Found, "mta-sts.example.com has no public address to fetch the policy from."),
            new(RolloutStage.NotServed, "mta-sts.example.com has no public address to fetch the policy from.", Check)
        },

        // What did not answer.
        {
            "the host is down", Timeline(State(50, Enforce)), Faulty(FetchFault.NoConnection, "refused"),
            new(RolloutStage.Unknown, "mta-sts.example.com does not accept a connection: 'refused'.", Check)
        },
        {
            "the host hangs", Timeline(State(50, Enforce)), Faulty(FetchFault.TooSlow, "not finished within 10 seconds"),
            new(RolloutStage.Unknown, "mta-sts.example.com did not answer in time: 'not finished within 10 seconds'.", Check)
        },
        {
            "DNS does not say where the host is", Timeline(State(50, Enforce)),
            Seen(null, null).WithoutHost(DnsOutcome.Failed, "The address of mta-sts.example.com could not be determined."),
            new(RolloutStage.Unknown, "The address of mta-sts.example.com could not be determined.", Look)
        },
        {
            "DNS does not say which id it has", Timeline(State(50, Enforce)), Seen(Enforce, null).WithoutRecord(),
            new(RolloutStage.Unknown, "The record _mta-sts.example.com could not be looked up: SERVFAIL.", Look)
        },
        {
            "DNS does not say where mail goes", Timeline(State(50, Enforce)), Seen(Enforce, Id(50, Enforce)).WithoutMailHosts(),
            new(RolloutStage.Unknown, "Where its mail goes is unknown: the MX could not be looked up: no answer within 5 s.", Look)
        },
        {
            "where mail goes does not matter in testing", Timeline(State(3, Testing)), Seen(Testing, Id(3, Testing)).WithoutMailHosts(),
            new(RolloutStage.InTesting, "In testing for 3 of 14 days.", "mta-sts promote example.com", Now.AddDays(11))
        },
        {
            "no time left", Timeline(State(50, Enforce)), new DomainObservation(Domain) { IsUnfinished = true },
            new(RolloutStage.Unknown, "There was no time left to look at it.", Look)
        },

        // What DNS has.
        {
            "nothing is published", Timeline(State(50, Enforce, isSeen: false)), Seen(Enforce, null),
            new(RolloutStage.ToPublish, "DNS has no id, so senders do not know of the policy.", Publish)
        },
        {
            "an id of before is published", Timeline(State(1, Enforce, isSeen: false), State(60, Testing)), Seen(Enforce, "20260210T1"),
            new(RolloutStage.ToPublish, "DNS has the id 20260210T1, so senders do not know of the new policy.", Publish)
        },
        {
            "the record may be changed already", Timeline(State(1, Enforce), State(60, Testing)), Seen(Enforce, Id(60, Testing)),
            new(
                RolloutStage.ToPublish,
                $"DNS has the id {Id(60, Testing)}, so senders do not know of the new policy. "
                + "If the record is changed already, resolvers have it by 2026-04-11 00:05:00Z.",
                Publish)
        },
        {
            "an earlier version published the digest alone", Timeline(State(50, Enforce, isSeen: false)),
            Seen(Enforce, PolicyId.ComputeDigest(Enforce)),
            new(
                RolloutStage.ToPublish,
                $"DNS has {PolicyId.ComputeDigest(Enforce)}, the id of an earlier state with the same policy.", Publish)
        },
        {
            "the same text again, under the id of its first time",
            Timeline(State(3, Enforce, isSeen: false), State(9, Both), State(60, Enforce)),
            Seen(Enforce, Id(60, Enforce)),
            new(RolloutStage.ToPublish, $"DNS has {Id(60, Enforce)}, the id of an earlier state with the same policy.", Publish)
        },
        {
            "two records are none", Timeline(State(50, Enforce, isSeen: false)),
            Seen(Enforce, null).WithText("v=STSv1; id=1;", "v=STSv1; id=2;"),
            new(RolloutStage.ToPublish, "The record _mta-sts.example.com is not valid, so senders do not know of the policy.", Publish)
        },
        {
            "the id was published and nobody noted since when it is served", Timeline(State(50, Enforce, isSeen: false)),
            Seen(Enforce, Id(50, Enforce)),
            new(
                RolloutStage.ToConfirm,
                "Store, host and DNS are in step, but it is not noted yet since when the policy is served.", Publish)
        },

        // Mail.
        {
            "a mail host that the policy does not cover", Timeline(State(50, Enforce)), Seen(Enforce, Id(50, Enforce), "new.example.com"),
            new(
                RolloutStage.MailAtRisk,
                "The policy in enforce does not cover the MX 'new.example.com', so senders do not deliver there. "
                + "If the MX is right, add it to the policy.",
                "mta-sts set example.com --mx \"mail.example.com\" --mx new.example.com")
        },
        {
            "the same by a template", Timeline(Template(State(50, Enforce))), Seen(Enforce, Id(50, Enforce), "new.example.com"),
            new(
                RolloutStage.MailAtRisk,
                "The policy in enforce does not cover the MX 'new.example.com', so senders do not deliver there. "
                + "If the MX is right, add it to the policy.",
                "mta-sts template set exchange --mx \"mail.example.com\" --mx new.example.com")
        },
        {
            "a mail host that is no name is not put into a command", Timeline(State(50, Enforce)),
            Seen(Enforce, Id(50, Enforce), "$(reboot)"),
            new(
                RolloutStage.MailAtRisk,
                "The policy in enforce does not cover the MX '$(reboot)', so senders do not deliver there. "
                + "If the MX is right, add it to the policy.")
        },
        {
            "in testing senders only report it", Timeline(State(50, Testing)), Seen(Testing, Id(50, Testing), "new.example.com"),
            new(RolloutStage.ToPromote, "In testing for 50 days, which is long enough.", "mta-sts promote example.com")
        },
        {
            "a mail host that an earlier policy does not cover", Timeline(State(3, Both), State(60, Enforce)),
            Seen(Both, Id(3, Both), "other.example.com"),
            new(
                RolloutStage.MailAtRisk,
                "Senders may hold an earlier policy in enforce until 2026-04-15 00:02:00Z. It does not cover the MX 'other.example.com', "
                + "so they do not deliver there. Until then, the MX needs a host that both it and the policy in the store cover.")
        },
        {
            "the same, and the id that makes senders look again is not published", Timeline(State(3, Both), State(60, Enforce)),
            Seen(Both, null, "other.example.com"),
            new(
                RolloutStage.MailAtRisk,
                "Senders may hold an earlier policy in enforce until 2026-04-15 00:02:00Z. It does not cover the MX 'other.example.com', "
                + "so they do not deliver there. Until then, the MX needs a host that both it and the policy in the store cover. "
                + "DNS has no id, so senders do not know of the policy.",
                Publish)
        },
        {
            "once it has expired, an earlier policy does no harm", Timeline(State(8, Both), State(60, Enforce)),
            Seen(Both, Id(8, Both), "other.example.com"), new(RolloutStage.InStep, "Nothing to do.")
        },

        // From a provider.
        {
            "the policy and the id of a provider", Timeline(State(50, Upstream)), Seen(Enforce, "1"),
            new(RolloutStage.Upstream, "Nothing to do here: policy and id come from mta-sts.provider.example.")
        },
        {
            "the policy of a provider without its id", Timeline(State(50, Upstream)), Seen(Enforce, null),
            new(
                RolloutStage.ToPublish,
                "DNS has no id, so senders do not know of the policy. The id is the provider's: make _mta-sts.example.com a CNAME for "
                + "_mta-sts.provider.example, or copy its record.")
        },
        {
            "the policy of a provider does not cover the MX", Timeline(State(50, Upstream)), Seen(Enforce, "1", "new.example.com"),
            new(
                RolloutStage.MailAtRisk,
                "The policy in enforce does not cover the MX 'new.example.com', so senders do not deliver there. Ask the provider.")
        },
        {
            "the policy of a provider is not served", Timeline(State(50, Upstream)),
            Seen(null, "1").WithFetch(fetch => fetch with { Status = 503 }),
            new(RolloutStage.NotServed, "mta-sts.example.com answers with status 503.", Check)
        },

        // Not hosted, or not as it should be.
        {
            "invalid", Timeline(State(5, null, Fault()), State(60, Enforce)), Seen(Enforce, Id(60, Enforce)),
            new(RolloutStage.Invalid, "The policy in the store cannot be served: The mode is missing.", "mta-sts show example.com")
        },
        {
            "deleted by hand", Timeline(State(60, Enforce)) with { IsCurrentLost = true }, Seen(null, Id(60, Enforce)),
            new(
                RolloutStage.Lost, "Its row was deleted by hand, and senders may hold its policies.", "mta-sts rollback example.com")
        },
        {
            "removed, and its record is left", Timeline(Removal(5), State(30, None)), Seen(null, Id(30, None)),
            new(
                RolloutStage.ToCleanUp,
                "It was removed at 2026-04-06 00:00:00Z. Delete the record _mta-sts.example.com first, then mta-sts.example.com and its "
                + "certificate.")
        },
        {
            "removed, and whether its record is left is unknown", Timeline(Removal(5), State(30, None)), Seen(null, null).WithoutRecord(),
            new(RolloutStage.Unknown, "The record _mta-sts.example.com could not be looked up: SERVFAIL.", Look)
        },
        {
            "removed", Timeline(Removal(5), State(30, None)), Seen(null, null),
            new(RolloutStage.NotHosted, "It was removed at 2026-04-06 00:00:00Z.")
        },
        { "never hosted", Timeline(), Seen(null, null), new(RolloutStage.NotHosted, "It was never hosted here.") },
    };

    [Theory, MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void What_comes_next(string reason, PolicyTimeline timeline, DomainObservation seen, RolloutStep step) =>
        Assert.Equal((reason, step), (reason, Status(timeline, seen).Step));

    [Fact]
    public void Every_stage_has_a_case() => Assert.Equal(
        Enum.GetValues<RolloutStage>(), Cases.Select(row => row.Data.Item4.Stage).Distinct().Order());

    [Fact]
    public void What_store_host_and_dns_have_is_told_apart()
    {
        var status = Status(Timeline(State(1, Both, isSeen: false), State(60, Enforce)), Seen(Enforce, Id(60, Enforce)));

        Assert.Equal(
            (Id(1, Both), Id(60, Enforce), Id(60, Enforce)), (status.Id, status.Served?.Id, status.PublishedId));
        Assert.Equal((false, false), (status.IsServed, status.IsPublished));
        Assert.Equal((PolicyMode.Enforce, Now.AddDays(-60)), (status.Mode, status.ModeSince));
    }

    [Fact]
    public void What_did_not_answer_is_neither_served_nor_not_and_neither_published_nor_not()
    {
        var status = Status(Timeline(State(50, Enforce)), Faulty(FetchFault.NoConnection, "refused").WithoutRecord());

        Assert.Equal((null, null, false, false), (status.IsServed, status.IsPublished, status.IsServedEverywhere, status.IsToPublish));
    }

    [Fact]
    public void What_senders_hold_is_counted_until_the_last_of_the_others_has_expired()
    {
        var weeks = Policy(PolicyMode.Enforce, "old.example.com", 4 * Week);
        var status = Status(Timeline(State(3, Both), State(10, Enforce), State(60, weeks)), Seen(Both, Id(3, Both)));

        Assert.Equal(Now.AddDays(-10 + 28) + RefreshAfter + RefreshAfter, status.HeldUntil);
        Assert.Null(Status(Timeline(State(3, Both)), Seen(Both, Id(3, Both))).HeldUntil);
    }

    [Theory]
    [InlineData(30, false, false, "too early")]
    [InlineData(60, false, true, "for as long as the app keeps a policy")]
    [InlineData(30, true, true, "it was noted before")]
    public void It_is_served_everywhere_when_no_cache_can_have_another(int seconds, bool isSeen, bool expected, string reason)
    {
        var status = Status(Timeline(State(TimeSpan.FromSeconds(seconds), Enforce, isSeen)), Seen(Enforce, null));

        Assert.Equal((reason, expected, expected), (reason, status.IsServedEverywhere, status.IsToPublish));
    }

    [Fact]
    public void An_id_is_not_to_be_published_while_its_policy_refuses_a_mail_host_or_that_is_unknown()
    {
        var timeline = Timeline(State(50, Other, isSeen: false));

        Assert.False(Status(timeline, Seen(Other, null)).IsToPublish);
        Assert.False(Status(timeline, Seen(Other, null, "other.example.com").WithoutMailHosts()).IsToPublish);
        Assert.True(Status(timeline, Seen(Other, null, "other.example.com")).IsToPublish);
        Assert.True(Status(timeline, Seen(Other, null)).IsServedEverywhere);
    }

    private static RolloutStatus Status(PolicyTimeline timeline, DomainObservation seen) => new(timeline, seen, Now, RefreshAfter);
    private static string Id(int daysAgo, Policy policy) => PolicyId.Create(Now.AddDays(-daysAgo), policy);
    private static DomainObservation Faulty(FetchFault fault, string text) =>
        Seen(null, null).WithFetch(fetch => fetch with { Status = null, Fault = fault, FaultText = text });

    private static StoredPolicy Template(StoredPolicy state) =>
        state with { Content = new PolicyContent.Template("exchange", PolicyMode.Enforce, null), TemplateName = "exchange" };

    private static Finding Fault() =>
        PolicyRules.All.First(rule => rule.Severity == Severity.Error).At(1, 1, "The mode is missing.");
}
