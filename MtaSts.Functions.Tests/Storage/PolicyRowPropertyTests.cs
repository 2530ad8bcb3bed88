using CsCheck;

namespace MtaSts.Functions.Tests.Storage;

public sealed class PolicyRowPropertyTests
{
    private static readonly DomainName Domain = DomainName.Parse("example.com");

    private static readonly string[] Names =
        ["Mode", "Mx", "MaxAge", "Template", "Upstream", "ChangedAt", "ChangedBy", "Reason", "Removed", "Note"];

    private static readonly Gen<object> Value = Gen.OneOf(
        Gen.OneOf<object>(
            "enforce", "testing", "none", "Enforce", "mail.example.com", "*.example.com a.example", "a.example,b.example", "", "  ",
            "604800", "14d", "-1", "exchange", "Exchange", "https://mta-sts.provider.example/.well-known/mta-sts.txt", "https://[::1/",
            "2026-11-22T08:00:00Z", "not a time", true, false, 0, 86400, 31_557_600, long.MaxValue, 86400.5, double.NaN,
            DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch, Guid.Empty, new byte[] { 1, 2 }),
        Gen.String.Select(text => (object)text),
        Gen.Int.Select(number => (object)number));

    private static readonly Gen<Row> Rows =
        from columns in Gen.Select(Gen.OneOf(Names), Value).Array[0, 8]
        from key in Gen.OneOf("policy", "history-20261122T080000.0000000Z")
        select new Row(
            "example.com", key, columns.DistinctBy(column => column.Item1).ToDictionary(column => column.Item1, column => column.Item2))
        {
            Version = "1",
            Time = DateTimeOffset.UnixEpoch,
        };

    private static readonly Gen<SourceState?> Templates = Gen.OneOf(
        Gen.Const((SourceState?)null), Rows.Select(row => (SourceState?)SourceState.FromTemplate(row)));

    [Fact]
    public void Any_columns_give_a_policy_that_can_be_served_or_say_why_not() => Gen.Select(Rows, Templates).Sample(
        (row, template) =>
        {
            var stored = PolicyRow.Read(Domain, row, template);

            var hasErrors = stored.Findings.Any(finding => finding.Severity == Severity.Error);
            Assert.Equal(stored.IsRemoval || hasErrors, stored.Content is null);
            Assert.Equal(stored.Content is null or PolicyContent.Upstream, stored.Policy is null);
            if (stored.Policy is { } policy)
            {
                Assert.Equal(policy, PolicyParser.Parse(PolicyRenderer.Render(policy)).Value);
            }
        },
        iter: 20_000);

    [Fact]
    public void Any_columns_give_a_template_or_say_why_not() => Rows.Sample(
        row =>
        {
            var template = TemplateRow.Read(row with { Partition = "template-exchange" });

            Assert.Equal(
                template.IsRemoval || template.Findings.Any(finding => finding.Severity == Severity.Error), template.MaxAge is null);
        },
        iter: 20_000);

    [Fact]
    public void What_replaces_any_columns_keeps_them() => Rows.Sample(row =>
    {
        var earlier = RowHistory.ToEarlier(row);

        Assert.StartsWith("history-", earlier.Key, Ordinal);
        Assert.Equal(row.GetText("Mx"), earlier.GetText("Mx"));
        Assert.Equal(PolicyRow.Read(Domain, row with { Key = "policy" }, null).Policy, PolicyRow.Read(Domain, earlier, null).Policy);
    });
}
