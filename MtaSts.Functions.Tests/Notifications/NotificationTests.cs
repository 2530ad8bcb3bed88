using MtaSts.Cli.Checks;
using MtaSts.Cli.Notifications;
using static MtaSts.Functions.Tests.Reports.SampleReports;

namespace MtaSts.Functions.Tests.Notifications;

public sealed class NotificationTests
{
    private static readonly CheckFinding Wrong = Finding("MTASTS701", "mx");

    [Fact]
    public void The_same_as_before_is_no_news() => Assert.False(Compare([.. Many(60)], [.. Many(60)]).HasNews);

    [Fact]
    public void A_domain_that_is_new_and_in_order_is_no_news() =>
        Assert.False(Compare([], [Domain("contoso.com", Part(CheckArea.Mx))]).HasNews);

    [Fact]
    public void Without_an_earlier_report_everything_is_new()
    {
        var news = new Notification(new CheckReport(Noon, [Domain("contoso.com", Part(CheckArea.Mx, Wrong))]), null);

        Assert.Equal([Wrong], news.Added.Select(added => added.Finding));
        Assert.Empty(news.NewDomains);
        Assert.False(new Notification(new CheckReport(Noon, [Domain("contoso.com", Part(CheckArea.Mx))]), null).HasNews);
    }

    [Fact]
    public void A_part_that_could_not_be_looked_at_is_told_once_and_what_was_found_in_it_is_not_mended()
    {
        DomainReport[] failed = [Domain("contoso.com", Part(CheckArea.Mx, Wrong))];
        DomainReport[] silent = [Domain("contoso.com", new CheckPart(CheckArea.Mx, [], [], "No answer."))];

        var first = Compare(failed, silent);
        Assert.Empty(first.Removed);
        var gap = Assert.Single(first.Unchecked);
        Assert.Equal(("contoso.com", "No answer."), (gap.Domain.Ascii, gap.Reason));
        Assert.Equal([CheckArea.Mx], gap.Areas);
        Assert.False(Compare(silent, silent).HasNews);
    }

    [Fact]
    public void A_domain_that_there_was_no_time_for_is_told_with_one_reason()
    {
        var news = Compare([], [Domain("contoso.com", [.. Enum.GetValues<CheckArea>().Select(
            area => new CheckPart(area, [], [], "The check ran out of time."))])]);

        var gap = Assert.Single(news.Unchecked);
        Assert.Equal(Enum.GetValues<CheckArea>(), gap.Areas);
        Assert.Equal("The check ran out of time.", gap.Reason);
    }

    [Fact]
    public void What_could_not_be_looked_at_because_of_a_new_error_is_not_told_apart()
    {
        var news = Compare([Domain("contoso.com", Part(CheckArea.Host), Part(CheckArea.Mx))], [
            Domain("contoso.com", Part(CheckArea.Host, Wrong), new CheckPart(CheckArea.Mx, [], [], "There is no policy."))]);

        Assert.Single(news.Added);
        Assert.Empty(news.Unchecked);
    }

    [Fact]
    public void The_worst_comes_first_whatever_domain_it_is_of()
    {
        var news = Compare([], [
            Domain("a.example", Part(CheckArea.Mx, Wrong with { Consequence = Consequence.Advice }), Part(CheckArea.Host, Wrong with
            {
                Consequence = Consequence.MailAtRisk,
            })),
            Domain("b.example", Part(CheckArea.Mx, Wrong)),
        ]);

        Assert.Equal(
            ["a.example MailAtRisk", "b.example ProtectionMissing", "a.example Advice"],
            news.Added.Select(added => $"{added.Domain} {added.Finding.Consequence}"));
    }

    [Fact]
    public void The_json_is_as_documented()
    {
        var report = new CheckReport(
            Noon,
            [
                Domain("bücher.example", Part(CheckArea.Mx, Wrong)),
                Domain("fabrikam.com", new CheckPart(CheckArea.Smtp, [], [], "Port 25 is closed.")),
            ],
            new EarlierReport(Noon.AddDays(-1), [
                Domain("bücher.example", Part(CheckArea.Mx, Finding("MTASTS702", "mx"))),
                Domain("fabrikam.com", Part(CheckArea.Smtp)),
                Domain("gone.example", Part(CheckArea.Mx)),
            ]))
        {
            Backgrounds = new Dictionary<DomainName, DomainBackground> { [DomainName.Parse("bücher.example")] = new("Müller") },
        };

        var json = JsonSerializer.SerializeToElement(
            NotificationJson.From(new Notification(report, new Uri("https://reports.contoso.com/"))), WebhookJson.Default.NotificationJson);

        var expected = """
            {"title":"Protection missing: xn--bcher-kva.example",
            "summary":"Since 28 February 2026, 12:00 UTC: 1 finding added, 1 finding mended, 1 domain not completely looked at,
             1 domain no longer checked.",
            "consequence":"protectionMissing","checkedAt":"2026-03-01T12:00:00+00:00","since":"2026-02-28T12:00:00+00:00",
            "version":"VERSION","report":"https://reports.contoso.com/",
            "counts":{"domains":2,"passed":0,"notChecked":1,"warned":0,"failed":1,"enforce":2,"testing":0,"none":0,"withoutPolicy":0,
            "errors":1,"warnings":0,"mailAtRisk":0,"protectionMissing":1,"recordsToPublish":0},
            "addedCount":1,"removedCount":1,"uncheckedCount":1,
            "added":[{"domain":"xn--bcher-kva.example","unicode":"bücher.example","customer":"Müller","area":"mx","subject":"mx",
            "consequence":"protectionMissing","code":"MTASTS701","severity":"error","message":"It is wrong.","advice":"Put it right.",
            "section":"RFC 8461 §4.1"}],
            "removed":[{"domain":"xn--bcher-kva.example","unicode":"bücher.example","customer":"Müller","area":"mx","subject":"mx",
            "consequence":"protectionMissing","code":"MTASTS702","severity":"error","message":"It is wrong.","advice":"Put it right.",
            "section":"RFC 8461 §4.1"}],
            "unchecked":[{"domain":"fabrikam.com","areas":["smtp"],"reason":"Port 25 is closed."}],
            "newDomains":[],"goneDomains":["gone.example"]}
            """.ReplaceLineEndings("").Replace("VERSION", CheckReport.Version, Ordinal);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, json), json.ToString());
    }

    [Fact]
    public void A_list_in_the_json_has_an_end_and_the_count_has_all()
    {
        var json = NotificationJson.From(new Notification(new CheckReport(Noon, [.. Enumerable.Range(1, 700).Select(
            number => Domain($"d{number}.example", Part(CheckArea.Mx, Wrong)))]), null));

        Assert.Equal((700, 500), (json.AddedCount, json.Added.Count));
    }

    private static Notification Compare(DomainReport[] before, DomainReport[] now) =>
        new(new CheckReport(Noon, now, new EarlierReport(Noon.AddDays(-1), before)), null);
}
