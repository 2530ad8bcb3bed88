namespace MtaSts.Functions.Tests.Storage;

/// <summary>Rows as people write them in Storage Explorer.</summary>
public sealed class PolicyRowTests
{
    private const string Provider = "https://mta-sts.provider.example/.well-known/mta-sts.txt";

    private static readonly DomainName Domain = DomainName.Parse("example.com");
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, object?, string> InvalidColumns => new()
    {
        { "Mode", "unknown word", "enforced", "MTASTS115" },
        { "Mode", "upper case", "Enforce", "MTASTS115" },
        { "Mode", "a line end smuggles in a field", "enforce\r\nmx: evil.example", "MTASTS115" },
        { "Mode", "missing", null, "MTASTS114" },
        { "Mode", "blank", "  ", "MTASTS114" },
        { "Mx", "underscore", "mail_1.example.com", "MTASTS120" },
        { "Mx", "one of several is bad", "mail.example.com *.*.example.com", "MTASTS120" },
        { "Mx", "comma instead of a space", "a.example.com,b.example.com", "MTASTS120" },
        { "Mx", "U-label", "mäil.example.com", "MTASTS120" },
        { "Mx", "IP address", "192.0.2.1", "MTASTS120" },
        { "Mx", "missing", null, "MTASTS119" },
        { "MaxAge", "missing", null, "MTASTS116" },
        { "MaxAge", "a duration", "14d", "MTASTS117" },
        { "MaxAge", "negative", -1, "MTASTS117" },
        { "MaxAge", "a fraction", 86400.5, "MTASTS117" },
        { "MaxAge", "another type", true, "MTASTS117" },
        { "MaxAge", "over a year", 31557601L, "MTASTS118" },
    };

    [Theory, MemberData(nameof(InvalidColumns))]
    public void An_invalid_column_makes_the_row_invalid(string column, string reason, object? value, string code)
    {
        var stored = Read(With(column, value));

        Assert.True(stored.Findings.Any(finding => finding.Code == code && finding.Severity == Severity.Error), reason);
        Assert.Equal((null, null), (stored.Policy, stored.Content));
    }

    [Theory, InlineData("Int32", 604800, 604800), InlineData("Int64", 604800L, 604800)]
    [InlineData("Double, as some tools write numbers", 604800.0, 604800)]
    [InlineData("String, as Storage Explorer offers first", " 604800 ", 604800)]
    public void MaxAge_may_be_any_kind_of_number(string kind, object value, int seconds) =>
        Assert.Equal((kind, seconds), (kind, Read(With("MaxAge", value)).Policy!.MaxAge));

    [Theory, InlineData("a.example.com b.example.com"), InlineData("  b.example.com\ta.example.com ")]
    [InlineData("a.example.com\nb.example.com\n"), InlineData("A.example.com\r\nb.example.com")]
    public void Mx_may_be_separated_by_any_white_space(string mx) =>
        Assert.Equal(["a.example.com", "b.example.com"], Read(With("Mx", mx)).Policy!.Mx.Select(pattern => pattern.ToString()));

    [Theory, InlineData("Template", "x\nfail: a line of its own"), InlineData("Template", "x\u001b[31m\u2028\u202E")]
    [InlineData("Upstream", "https://x\r\nfail: a line of its own")]
    public void Nothing_in_a_row_can_write_a_line_of_the_log(string column, string value)
    {
        var message = new InvalidPolicyException("the row", Read(CreateRow(new() { [column] = value })).Findings).Message;

        Assert.DoesNotContain(message, c => char.IsControl(c) || c is '\u2028' or '\u202E');
        Assert.Matches(@"\uFFFD|U\+", message);
    }

    [Fact]
    public void Who_changed_a_row_when_and_why_comes_with_it()
    {
        var stored = Read(With(With(With("ChangedAt", Time), "ChangedBy", "ann@example.com"), "Reason", "first"));

        Assert.Equal((Time, "ann@example.com", "first"), (stored.ChangedAt!.Value, stored.ChangedBy, stored.Reason));
    }

    [Theory, InlineData(0, false), InlineData(15, false), InlineData(15.001, true), InlineData(100000, true), InlineData(-15, false)]
    [InlineData(-15.001, true)]
    public void A_row_that_the_store_got_at_another_time_than_it_says_was_edited_by_hand(double minutes, bool isByHand)
    {
        var row = With(Changed(Time, "ann@example.com", Time.AddMinutes(minutes)), "Reason", "first");

        var stored = Read(row);
        var template = TemplateRow.Read(row with { Partition = "template-exchange" });

        (DateTimeOffset?, string?, string?) expected = isByHand ? (Time.AddMinutes(minutes), null, null) : (
            Time, "ann@example.com", "first");
        Assert.Equal(expected, (stored.ChangedAt, stored.ChangedBy, stored.Reason));
        Assert.Equal(expected, (template.ChangedAt, template.ChangedBy, template.Reason));
    }

    [Theory, InlineData(false, true), InlineData(true, false)]
    public void A_row_that_says_not_who_changed_it_or_not_when_was_written_by_hand(bool hasTime, bool hasName)
    {
        var stored = Read(Changed(hasTime ? Time : null, hasName ? "ann@example.com" : null, Time.AddMinutes(1)));

        Assert.Equal((Time.AddMinutes(1), null), (stored.ChangedAt!.Value, stored.ChangedBy));
    }

    [Fact]
    public void What_was_edited_by_hand_becomes_history_under_the_stores_time_and_nobodys_name()
    {
        var history = RowHistory.ToEarlier(With(Changed(Time, "ann@example.com", Time.AddDays(1)), "Reason", "first"));

        Assert.Equal(("history-20261123T080000.0000000Z", Time.AddDays(1)), (history.Key, history.GetTime("ChangedAt")));
        Assert.False(history.Columns.ContainsKey("ChangedBy") || history.Columns.ContainsKey("Reason"));
    }

    [Fact]
    public void When_a_history_row_was_written_says_nothing_about_the_state_in_it()
    {
        var history = RowHistory.ToEarlier(Changed(Time, "ann@example.com", Time)) with { Time = Time.AddDays(1) };

        var stored = Read(history);

        Assert.Equal((Time, "ann@example.com"), (stored.ChangedAt!.Value, stored.ChangedBy));
    }

    [Theory, InlineData("9000-01-01T00:00:00Z"), InlineData("9999-12-31T23:59:59.9999999Z")]
    public void A_time_from_which_nothing_could_be_counted_is_no_time(string time)
    {
        Assert.Null(With("ChangedAt", time).GetTime("ChangedAt"));
        Assert.Null(With("ChangedAt", DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)).GetTime("ChangedAt"));
        Assert.Null(MtaSts.Storage.Row.ParseTime(time));
    }

    [Fact]
    public void Warnings_come_with_the_policy() =>
        Assert.Equal(["MTASTS159"], Read(With("Mx", "mail.protection.outlook.com")).Findings.Select(finding => finding.Code));

    [Fact]
    public void A_policy_that_would_be_too_long_is_invalid()
    {
        var mx = string.Join(' ', Enumerable.Range(0, 3000).Select(number => $"mail-{number}.example.com"));

        Assert.Equal("MTASTS101", Assert.Single(Read(With("Mx", mx)).Findings).Code);
    }

    [Theory, InlineData(Provider), InlineData("https://MTA-STS.provider.example/.well-known/mta-sts.txt")]
    public void A_row_may_name_a_providers_policy(string url)
    {
        var stored = Read(CreateRow(new() { ["Upstream"] = url }));

        Assert.Null(stored.Policy);
        Assert.Equal(new PolicyContent.Upstream(new Uri(url)), stored.Content);
    }

    [Theory, InlineData("http://mta-sts.provider.example/.well-known/mta-sts.txt")]
    [InlineData("https://www.provider.example/.well-known/mta-sts.txt"), InlineData("https://mta-sts.provider.example/other.txt")]
    [InlineData(Provider + "?x=1"), InlineData("https://user:password@mta-sts.provider.example/.well-known/mta-sts.txt")]
    [InlineData("https://169.254.169.254/.well-known/mta-sts.txt"), InlineData("file:///etc/passwd")]
    [InlineData("mta-sts.provider.example"), InlineData("https://mta-sts.x\uFFFD.example/.well-known/mta-sts.txt")]
    [InlineData("https://mta-sts.\ud800.example/.well-known/mta-sts.txt"), InlineData("https://mta-sts./.well-known/mta-sts.txt")]
    [InlineData("https://mta-sts.a_b.example/.well-known/mta-sts.txt"), InlineData("https://mta-sts.192.0.2.1/.well-known/mta-sts.txt")]
    public void An_upstream_must_be_the_url_of_a_policy(string url) =>
        Assert.Equal("MTASTS174", Assert.Single(Read(CreateRow(new() { ["Upstream"] = url })).Findings).Code);

    [Theory, InlineData("Mode", "testing"), InlineData("Mx", "mail.example.com"), InlineData("MaxAge", "604800")]
    [InlineData("Template", "exchange")]
    public void An_upstream_stands_alone(string column, string value) =>
        Assert.Equal("MTASTS171", Assert.Single(Read(CreateRow(new() { ["Upstream"] = Provider, [column] = value })).Findings).Code);

    [Fact]
    public void A_template_and_an_mx_contradict_each_other() =>
        Assert.Equal("MTASTS171", Assert.Single(Read(With("Template", "exchange"), Template).Findings).Code);

    [Theory, InlineData("exchange", "MTASTS173"), InlineData("Exchange", "MTASTS172"), InlineData("x.com", "MTASTS172")]
    public void A_template_must_exist_and_have_a_name_that_no_domain_has(string name, string code) =>
        Assert.Equal(code, Assert.Single(Read(CreateRow(new() { ["Mode"] = "testing", ["Template"] = name })).Findings).Code);

    [Fact]
    public void The_template_that_an_invalid_row_names_is_known()
    {
        var stored = Read(CreateRow(new() { ["Mode"] = "enforced", ["Template"] = "exchange" }), Template);

        Assert.Equal((null, "exchange"), (stored.Content, stored.TemplateName));
    }

    [Fact]
    public void A_domains_own_mode_and_max_age_go_before_its_templates() => Assert.Equal(
        new Policy(PolicyMode.None, [MxPattern.Parse("mail.example.com")], 86400),
        Read(CreateRow(new() { ["Mode"] = "none", ["MaxAge"] = 86400, ["Template"] = "exchange" }), Template).Policy);

    private static readonly SourceState Template = SourceState.FromTemplate(
        new Row("template-exchange", "policy", new Dictionary<string, object> { ["Mx"] = "mail.example.com", ["MaxAge"] = 604800 }));

    private static Row Changed(DateTimeOffset? at, string? by, DateTimeOffset timestamp) =>
        With(With(CreateRow(), "ChangedAt", at), "ChangedBy", by) with { Time = timestamp };

    private static Row CreateRow(Dictionary<string, object>? columns = null) => new(
        "example.com", "policy", columns ?? new() { ["Mode"] = "testing", ["Mx"] = "mail.example.com", ["MaxAge"] = 604800 });

    private static StoredPolicy Read(Row row, SourceState? template = null) => PolicyRow.Read(Domain, row, template);
    private static Row With(string column, object? value) => With(CreateRow(), column, value);

    private static Row With(Row row, string column, object? value)
    {
        var columns = new Dictionary<string, object>(row.Columns);
        columns.Remove(column);
        if (value is not null)
        {
            columns[column] = value;
        }

        return row with { Columns = columns };
    }
}
