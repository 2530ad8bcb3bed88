using MtaSts.Cli.Checks;
using Spectre.Console;
using static MtaSts.Functions.Tests.Reports.RenderedCheck;
using static MtaSts.Functions.Tests.Reports.SampleReports;

namespace MtaSts.Functions.Tests.Reports;

/// <summary>The table of a report of many domains: how they are grouped, and what is said once for all of a group.</summary>
public sealed class CheckTableGroupTests
{
    [Theory]
    [InlineData(1, 80, "No risk to mail was found. The domain has records to publish.")]
    [InlineData(20, 80, "Mail is at risk in 2 of 20 domains: senders refuse to deliver, or may do so.")]
    [InlineData(302, 80, "Mail is at risk in 2 of 302 domains: senders refuse to deliver, or may do so.")]
    [InlineData(302, 120, "Mail is at risk in 2 of 302 domains: senders refuse to deliver, or may do so.")]
    public void The_end_goes_by_consequence_and_every_domain_has_its_line(int count, int width, string headline)
    {
        var text = Render(SampleWorld.Create(count), width);

        var lines = text.Split('\n');
        Assert.Contains(headline, lines);
        Assert.DoesNotContain("failed", text, Ordinal);
        Assert.All(lines, line => Assert.InRange(line.GetCellWidth(), 0, width));
        Assert.Equal(count, lines.Count(line => Regex.IsMatch(line, "  (testing|enforce)  (ok|error) ")));
        Assert.Equal(count, lines.Count(line => Regex.IsMatch(line, "^(contoso-|xn--)")));
    }

    [Fact]
    public void What_many_domains_have_in_common_is_said_once()
    {
        var text = Render(SampleWorld.Create(302));

        Assert.StartsWith(
            """
            Domain                    Mode     TXT    Reports  Host   Policy  MX     SMTP

            Mail at risk: 2 domains
            contoso-0.example         enforce  ok     ok       ok     ok      error  -
              error MTASTS701 mx1.contoso-0.example: No mx in the policy covers
              'mx1.contoso-0.example'.
                Add an mx for the host to the policy, or remove the host from the MX.
                Senders do not deliver to it. (RFC 8461 §4.1)
            contoso-1.example         enforce  ok     ok       ok     ok      error  -
              error MTASTS701 mx1.contoso-1.example: No mx in the policy covers
              'mx1.contoso-1.example'.
                Add an mx for the host to the policy, or remove the host from the MX.
                Senders do not deliver to it. (RFC 8461 §4.1)

            Records to publish: 297 domains
              error MTASTS702 in 297 domains: The id in DNS is '…', but the served policy
              has the id '…'.
                Run 'mta-sts publish DOMAIN'. Senders fetch the policy again only when the
                id changes. (RFC 8461 §8.1)
            contoso-2.example         testing  error  ok       ok     ok      ok     -
            contoso-3.example         testing  error  ok       ok     ok      ok     -

            """.TrimEnd(),
            text, Ordinal);
        Assert.EndsWith(
            """
            contoso-301.example       testing  ok     ok       ok     ok      ok     -

            Mail is at risk in 2 of 302 domains: senders refuse to deliver, or may do so.
            At risk: contoso-0.example, contoso-1.example.
            302 domains: mail at risk 2, records to publish 297, in order 3; 299 errors, 0
            warnings.

            """,
            text, Ordinal);
    }

    [Fact]
    public void Groups_of_the_same_standing_stand_apart()
    {
        DomainReport[] domains =
        [
            .. Enumerable.Range(1, 3).Select(index => Domain($"a{index}.example", Part(CheckArea.Mx, Finding("MTASTS503", "x")))),
            Domain("b.example", Part(CheckArea.Mx, Finding("MTASTS504", "x"))),
            .. Enumerable.Range(1, 3).Select(index => Domain($"c{index}.example", Part(CheckArea.Mx, Finding("MTASTS505", "x")))),
        ];

        Assert.StartsWith(
            """
            Domain      Mode     TXT    Reports  Host   Policy  MX     SMTP

            Protection missing: 7 domains
              error MTASTS503 in 3 domains: It is wrong.
                Put it right. (RFC 8461 §4.1)
            a1.example  enforce  -      -        -      -       error  -
            a2.example  enforce  -      -        -      -       error  -
            a3.example  enforce  -      -        -      -       error  -

            b.example   enforce  -      -        -      -       error  -
              error MTASTS504 x: It is wrong.
                Put it right. (RFC 8461 §4.1)

              error MTASTS505 in 3 domains: It is wrong.
                Put it right. (RFC 8461 §4.1)
            c1.example  enforce  -      -        -      -       error  -

            """.TrimEnd(),
            Render(new CheckReport(Noon, domains)), Ordinal);
    }

    [Fact]
    public void What_is_said_of_several_domains_is_true_of_each()
    {
        const string Uncovered = "No mx in the policy covers 'x'.";
        CheckFinding Status(int number) => CheckRules.BadStatus.At("x", $"The response has status {number}.");
        DomainReport[] domains =
        [
            .. ((int[])[404, 404, 503]).Select((status, index) => Domain($"a{index}.example", Part(CheckArea.Policy, Status(status)))),
            Domain("b0.example", Part(CheckArea.Mx, CheckRules.MxUncovered.At("x", Uncovered))),
            Domain("b1.example", Part(CheckArea.Mx, CheckRules.MxUncovered.At("x", Uncovered, "Add 'x' to the policy."))),
            Domain("b2.example", Part(CheckArea.Mx, CheckRules.MxUncovered.At("x", Uncovered, "Add 'x' to the policy."))),
            .. ((string[])["no answer.", "port 25 is closed.", "port 25 is closed."]).Select(
                (reason, index) => Domain($"c{index}.example", new CheckPart(CheckArea.Smtp, [], [], reason))),
        ];

        var text = Render(new CheckReport(Noon, domains), width: 120);

        Assert.Contains("  error MTASTS504 in 3 domains: The response has status ….\n", text, Ordinal);
        Assert.Equal(1, Regex.Count(text, "Add an mx for the host to the policy, or remove the host from the MX."));
        Assert.Equal(2, Regex.Count(text, "Add 'x' to the policy."));
        Assert.Equal(1, Regex.Count(text, Regex.Escape("? SMTP, not checked: no answer.")));
        Assert.Equal(2, Regex.Count(text, Regex.Escape("? SMTP, not checked: port 25 is closed.")));
        Assert.Equal(
            [3, 2, 1],
            CauseGroup.Create(domains[..6]).Select(group => group.Domains.Count).OrderDescending());
        Assert.Equal(
            ["Add 'x' to the policy.", CheckRules.MxUncovered.Finding.Advice],
            CauseGroup.Create(domains).Where(group => group.Code == "MTASTS701").Select(group => group.Advice));
    }

    [Fact]
    public void Only_what_is_asked_for_is_shown_and_the_end_is_about_all()
    {
        var report = SampleWorld.Create(20);
        var shown = report.Domains.Where(domain => domain.HasToAct()).ToList();

        var text = Render(report, groups: [("Tailspin Toys", shown[..1]), ("No customer", shown[1..])]);

        Assert.DoesNotContain("In order: ", text, Ordinal);
        Assert.Contains("\nTailspin Toys, mail at risk: 1 domain\ncontoso-0.example ", text, Ordinal);
        Assert.Contains("\nNo customer, records to publish: 15 domains\n", text, Ordinal);
        Assert.EndsWith(
            """

            3 domains with nothing to act on are not shown.
            Mail is at risk in 2 of 20 domains: senders refuse to deliver, or may do so.
            At risk: contoso-0.example, contoso-1.example.
            20 domains: mail at risk 2, records to publish 15, in order 3; 17 errors, 0
            warnings.

            """,
            text, Ordinal);
    }
}
