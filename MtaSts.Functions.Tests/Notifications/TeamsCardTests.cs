using CsCheck;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Notifications;
using static MtaSts.Functions.Tests.Reports.SampleReports;

namespace MtaSts.Functions.Tests.Notifications;

public sealed class TeamsCardTests
{
    private const string Markdown =
        "[click](https://evil.example) ![x](https://evil.example/x.png) <at>Ann</at> **bold** _i_ {{DATE(2026-01-01T00:00:00Z)}} ${x}\n- a";

    private static readonly Gen<DomainReport> Domains =
        from name in Gen.OneOf("contoso.com", "bücher.example", "a-b.example")
        from text in Gen.String
        from other in Gen.OneOf(Markdown, Hostile, "")
        select HostileDomain(name, text + other);

    [Fact]
    public void A_card_says_what_was_added_and_mended_and_what_could_not_be_looked_at()
    {
        var atRisk = Finding("MTASTS701", "mx1.contoso.com", message: "The MX 'mx1.contoso.com' is not covered.") with
        {
            Consequence = Consequence.MailAtRisk,
        };
        var report = Compare(
            [
                Domain("adatum.com", Part(CheckArea.Mx)),
                Domain("contoso.com", Part(CheckArea.Mx)),
                Domain("fabrikam.com", Part(CheckArea.TlsRptRecord, Finding("MTASTS455", "_smtp._tls.fabrikam.com", Severity.Warning))),
                Domain("gone.example", Part(CheckArea.Mx)),
            ],
            [
                Domain("contoso.com", Part(CheckArea.Mx, atRisk)),
                Domain("fabrikam.com", Part(CheckArea.TlsRptRecord)),
                Domain("adatum.com", Silent(CheckArea.Mx), Silent(CheckArea.Smtp)),
            ],
            ("contoso.com", "Contoso Ltd."));

        var json = TeamsCard.Serialize(new Notification(report, new Uri("https://reports.contoso.com/mta-sts?day=1&all")));

        CardRules.AssertKept(json);
        var expected = """
            {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{
            "type":"AdaptiveCard","$schema":"http://adaptivecards.io/schemas/adaptive-card.json","version":"1.4","msteams":{"width":"Full"},
            "body":[
            {"type":"TextBlock","text":"Mail at risk: contoso.com","size":"Large","weight":"Bolder","color":"Attention","wrap":true},
            {"type":"TextBlock","text":"Since 28 February 2026, 12:00 UTC: 1 finding added, 1 finding mended,
             1 domain not completely looked at, 1 domain no longer checked.","wrap":true},
            {"type":"TextBlock","text":"3 domains checked on 1 March 2026, 12:00 UTC: mail at risk: 1, not checked: 1, in order: 1.",
            "isSubtle":true,"wrap":true,"spacing":"None"},
            {"type":"TextBlock","text":"Added","weight":"Bolder","wrap":true,"separator":true,"spacing":"Large"},
            {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"contoso.com","weight":"Bolder"},
            {"type":"TextRun","text":" (Contoso Ltd.)"},
            {"type":"TextRun","text":" · Mail at risk · MTASTS701","color":"Attention"}],"spacing":"Medium"},
            {"type":"RichTextBlock","inlines":[{"type":"TextRun",
            "text":"mx1.contoso.com: The MX 'mx1.contoso.com' is not covered."}],"spacing":"None"},
            {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"Put it right.","isSubtle":true}],"spacing":"None"},
            {"type":"TextBlock","text":"Mended","weight":"Bolder","wrap":true,"separator":true,"spacing":"Large"},
            {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"fabrikam.com","weight":"Bolder"},
            {"type":"TextRun","text":" · Advice · MTASTS455"},{"type":"TextRun","text":" · _smtp._tls.fabrikam.com"}]},
            {"type":"TextBlock","text":"Could not be looked at","weight":"Bolder","wrap":true,"separator":true,"spacing":"Large"},
            {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"adatum.com","weight":"Bolder"},
            {"type":"TextRun","text":" · MX, SMTP: No answer."}]},
            {"type":"TextBlock","text":"No longer checked","weight":"Bolder","wrap":true,"separator":true,"spacing":"Large"},
            {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"gone.example"}]}],
            "actions":[{"type":"Action.OpenUrl","title":"Open the report","url":"https://reports.contoso.com/mta-sts?day=1\u0026all"}]}}]}
            """.ReplaceLineEndings("");
        Assert.True(
            JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(json).RootElement),
            Encoding.UTF8.GetString(json));
    }

    [Fact]
    public void A_long_list_is_cut_with_the_worst_first_and_says_how_many_more_there_are()
    {
        var report = new CheckReport(Noon, [.. Enumerable.Range(1, 145).Select(number => Domain(
            $"d{number}.example", Part(CheckArea.Mx, Finding("MTASTS701", "mx") with
            {
                Consequence = number == 145 ? Consequence.MailAtRisk : Consequence.RecordToPublish,
            })))]);

        var lines = CardRules.ReadLines(CardRules.AssertKept(TeamsCard.Serialize(new Notification(report, null))));

        Assert.Equal("Mail at risk: d145.example", lines[0]);
        Assert.Equal("There is no earlier report, so everything counts as new: 145 findings added.", lines[1]);
        Assert.Equal("145 domains checked on 1 March 2026, 12:00 UTC: mail at risk: 1, records to publish: 144.", lines[2]);
        Assert.Equal(["Added", "d145.example · Mail at risk · MTASTS701", "mx: It is wrong.", "Put it right."], lines[3..7]);
        Assert.Equal(25, lines.Count(line => line.EndsWith(" · MTASTS701", Ordinal)));
        Assert.Equal("and 120 more", lines[^1]);
    }

    [Theory, InlineData(1), InlineData(20), InlineData(302), InlineData(1_000)]
    public void Any_number_of_domains_fits_into_a_card(int count)
    {
        CardRules.AssertKept(TeamsCard.Serialize(new Notification(new CheckReport(Noon, Many(count)), null)));
        CardRules.AssertKept(TeamsCard.Serialize(new Notification(Compare([.. Many(count)], []), null)));
    }

    [Fact]
    public void Foreign_text_is_cut_and_never_read_as_Markdown()
    {
        DomainReport[] domains =
        [
            .. Enumerable.Range(1, 40).Select(number => HostileDomain($"d{number}.example", Markdown + Hostile)),
            HostileDomain("bücher.example", new string('\u4e00', 3_000)),
        ];

        var card = CardRules.AssertKept(TeamsCard.Serialize(new Notification(new CheckReport(Noon, domains), null)));

        Assert.Contains(CardRules.ReadLines(card), line => line.Contains("[click](https://evil.example)", Ordinal));
        Assert.All(CardRules.ReadLines(card), line => Assert.InRange(line.Length, 1, 700));
    }

    [Fact]
    public void Whatever_a_report_says_the_card_is_one_that_Teams_takes() => Gen.Select(Domains.Array[0, 30], Domains.Array[0, 30]).Sample(
        (before, now) =>
        {
            var report = Compare(
                [.. before.DistinctBy(domain => domain.Domain)], [.. now.DistinctBy(domain => domain.Domain)], ("contoso.com", Markdown));
            if (new Notification(report, null) is { HasNews: true } news)
            {
                CardRules.AssertKept(TeamsCard.Serialize(news));
            }
        }, iter: 200);

    [Theory]
    [InlineData("", "b", "No longer checked: a.example", "Accent")]
    [InlineData("x", "", "Mended: a.example", "Good")]
    [InlineData("", "?", "Could not be looked at: a.example", "Accent")]
    [InlineData("", "x", "Protection missing: a.example", "Warning")]
    [InlineData("y", "x", "Protection missing: a.example", "Warning")]
    public void The_title_is_the_worst_news_or_else_the_good(string before, string now, string title, string color)
    {
        var report = Compare([Parse("a.example", before)], [Parse(now == "b" ? "b.example" : "a.example", now)]);

        var card = CardRules.AssertKept(TeamsCard.Serialize(new Notification(report, null)));

        Assert.Equal(
            (title, color), (card.GetProperty("body")[0].Text("text"), card.GetProperty("body")[0].Text("color")));
    }

    private static DomainReport Parse(string name, string text) => Domain(name, text switch
    {
        "?" => Silent(CheckArea.Mx),
        "x" or "y" => Part(CheckArea.Mx, Finding("MTASTS701", text)),
        _ => Part(CheckArea.Mx),
    });

    private static CheckPart Silent(CheckArea area) => new(area, [], [], "No answer.");

    private static CheckReport Compare(DomainReport[] before, DomainReport[] now, (string Domain, string Customer)? customer = null) =>
        new(Noon, now, new EarlierReport(Noon.AddDays(-1), before))
        {
            Backgrounds = customer is var (domain, name)
                ? new Dictionary<DomainName, DomainBackground> { [DomainName.Parse(domain)] = new(name) }
                : [],
        };
}
