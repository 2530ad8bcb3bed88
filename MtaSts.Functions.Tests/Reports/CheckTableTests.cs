using MtaSts.Cli.Checks;
using Spectre.Console;
using static MtaSts.Functions.Tests.Reports.RenderedCheck;
using static MtaSts.Functions.Tests.Reports.SampleReports;

namespace MtaSts.Functions.Tests.Reports;

public sealed class CheckTableTests
{
    private static readonly DomainReport Failed = new(
        DomainName.Parse("bücher.example"), PolicyMode.Enforce, "abc", true,
        [new CheckPart(CheckArea.MtaStsRecord, [new Observation("TTL", "300 s")], []),
         new CheckPart(CheckArea.TlsRptRecord, [], [CheckRules.NoReports.At("_smtp._tls.xn--bcher-kva.example", "There is none.")]),
         new CheckPart(CheckArea.Host, [], []),
         new CheckPart(
             CheckArea.Policy, [],
             [new(
                 CheckPhase.Syntax, "mta-sts.xn--bcher-kva.example",
                 new Finding("MTASTS113", Severity.Error, 1, 10, "'x' is not a version.", "Write STSv1.", "RFC 8461 §3.2"))]),
         new CheckPart(CheckArea.Mx, [], []),
         new CheckPart(CheckArea.Smtp, [], [], "port 25 is closed.")]);

    [Fact]
    public void A_domain_has_a_line_of_marks_and_below_it_its_findings_and_what_was_not_checked() => Assert.Equal(
        """
        Domain                                  Mode     TXT    Reports  Host   Policy  MX     SMTP

        Protection missing: 1 domain
        xn--bcher-kva.example (bücher.example)  enforce  ok     warn     ok     error   ok     ?
          error MTASTS113 mta-sts.xn--bcher-kva.example, line 1, column 10: 'x' is not a version.
            Write STSv1. (RFC 8461 §3.2)
          warning MTASTS455 _smtp._tls.xn--bcher-kva.example: There is none.
            Publish 'v=TLSRPTv1; rua=mailto:…' at _smtp._tls. Without reports, nobody tells you when senders fail. (RFC 8460 §3)
          ? SMTP, not checked: port 25 is closed.

        In order: 1 domain
        contoso.com                             enforce  -      -        -      -       ok     -

        No risk to mail was found. Protection is missing in 1 of 2 domains: senders deliver as if there were no policy, or by an
        earlier one.
        2 domains: protection missing 1, in order 1; 1 error, 1 warning.

        """,
        Render(new CheckReport(Noon, [Failed, Domain("contoso.com", Part(CheckArea.Mx))]), width: 125));

    [Theory, InlineData(80), InlineData(120)]
    public void The_worst_consequence_of_all_parts_comes_first_and_so_does_its_domain(int width)
    {
        var parts = Consequences.Rank(
            [
                Part(CheckArea.MtaStsRecord, CheckRules.IdToPublish.At("_mta-sts.b.example", "It is to be published.")),
                Part(CheckArea.Policy, CheckRules.BadStatus.At("mta-sts.b.example", "The response has status 404.")),
                Part(CheckArea.Mx, CheckRules.MxUncovered.At("mx.b.example", "No mx in the policy covers 'mx.b.example'.")),
            ],
            isEnforced: true);

        var lines = Render(
            new CheckReport(
                Noon,
                [
                    Domain("good.example", Part(CheckArea.Mx)), Domain("later.example", new CheckPart(CheckArea.Mx, [], [], "No time.")),
                    Domain("b.example", [.. parts]),
                    Domain("advice.example", Part(CheckArea.Mx, Finding("MTASTS752", "advice.example", Severity.Warning))),
                ]),
            width).Split('\n');

        Assert.Equal(
            ["b.example", "advice.example", "later.example", "good.example"],
            lines.Where(line => line.Contains(".example ", Ordinal) && line[0] != ' ').Select(line => line.Split(' ')[0]));
        Assert.Equal(
            ["MTASTS701", "MTASTS504", "MTASTS754", "MTASTS752"],
            lines.Where(line => line.Contains(" MTASTS", Ordinal)).Select(line => line.Trim().Split(' ')[1]));
        Assert.Equal(
            ["Mail at risk: 1 domain", "Advice: 1 domain", "Not checked: 1 domain", "In order: 1 domain"],
            lines.Where(line => line.EndsWith(": 1 domain", Ordinal)));
        Assert.Contains("At risk: b.example.", lines);
        Assert.All(lines, line => Assert.InRange(line.GetCellWidth(), 0, width));
    }

    [Fact]
    public void What_was_seen_is_shown_of_a_single_domain_or_when_asked_for()
    {
        const string Seen = "  · TXT, TTL: 300 s\n";
        var both = new CheckReport(Noon, [Failed, Domain("contoso.com", Part(CheckArea.Mx))]);

        Assert.Contains(Seen, Render(new CheckReport(Noon, [Failed])), Ordinal);
        Assert.DoesNotContain(Seen, Render(both), Ordinal);
        Assert.Contains(Seen, Render(both, showsSeen: true), Ordinal);
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal_and_every_mark_stands_below_its_title()
    {
        var lines = Render(new CheckReport(Noon, Many(60)), width: 80).Split('\n');

        Assert.All(lines, line => Assert.InRange(line.GetCellWidth(), 0, 80));
        var column = lines[0].IndexOf("SMTP", Ordinal);
        Assert.Equal(60, lines.Count(line => line.Length > column && line[column - 1] == ' '
            && line[column..] is "ok" or "?" or "warn" or "error" && !line.StartsWith("  ?", Ordinal)));
    }

    [Fact]
    public void A_comparison_shows_added_findings_in_full_and_says_what_became_of_the_others()
    {
        var earlier = new EarlierReport(
            Noon.AddDays(-1),
            [Domain("contoso.com", Part(CheckArea.Mx, Finding("MTASTS701", "old"), Finding("MTASTS701", "gone")),
                 Part(CheckArea.Smtp, Finding("MTASTS821", "mx"))),
             Domain("gone.example", Part(CheckArea.Mx))]);
        DomainReport[] now =
        [Domain("contoso.com", Part(CheckArea.Mx, Finding("MTASTS701", "old"), Finding("MTASTS701", "new")),
             new CheckPart(CheckArea.Smtp, [], [], "port 25 is closed.")),
         Domain("new.example", Part(CheckArea.Mx))];

        var text = Render(new CheckReport(Noon, now, earlier), width: 120);

        Assert.EndsWith(
            """
              sustained: error MTASTS701 old
              added: error MTASTS701 new: It is wrong.
                Put it right. (RFC 8461 §4.1)
              ? SMTP, not checked: port 25 is closed.

            In order: 1 domain
            new.example  enforce  -      -        -      -       ok     -

            sustained, as it could not be checked this time: contoso.com, SMTP: MTASTS821 mx
            removed: contoso.com, MX: MTASTS701 gone
            new domain: new.example
            no longer checked: gone.example
            Since 2026-02-28 12:00:00Z: 1 added, 2 sustained, 1 removed.
            No risk to mail was found. Protection is missing in 1 of 2 domains: senders deliver as if there were no policy, or by an
            earlier one.
            2 domains: protection missing 1, in order 1; 2 errors, 0 warnings.

            """,
            text, Ordinal);
    }

    [Fact]
    public void Nothing_of_what_hostile_hosts_say_is_a_command_to_the_terminal_and_nothing_of_it_is_endless()
    {
        var earlier = new EarlierReport(Noon, [HostileDomain("contoso.com", Hostile + "1"), HostileDomain("fabrikam.com", "x")]);
        var text = Render(
            new CheckReport(Noon, [HostileDomain("contoso.com", Hostile), Domain("fabrikam.com", Part(CheckArea.Mx))], earlier),
            showsSeen: true);

        Assert.All(text.Where(c => c != '\n'), c => Assert.False(
            char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format, $"U+{(int)c:X4}"));
        Assert.Contains("[red]{0}\ufffd[31m", text.Replace("\n", "", Ordinal).Replace(" ", "", Ordinal), Ordinal);
        Assert.InRange(text.Length, 1, 100_000);
    }

    [Fact]
    public void Colours_are_added_where_the_terminal_has_them_and_nothing_else_changes()
    {
        var report = new CheckReport(Noon, [Failed]);

        var coloured = Render(report, colours: ColorSystemSupport.Standard);

        Assert.Contains("\u001b[", coloured, Ordinal);
        Assert.Equal(Render(report), TrimLines(System.Text.RegularExpressions.Regex.Replace(coloured, "\u001b\\[[0-9;]*m", "")));
    }
}
