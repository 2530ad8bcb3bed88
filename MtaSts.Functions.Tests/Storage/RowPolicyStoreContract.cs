namespace MtaSts.Functions.Tests.Storage;

/// <summary>What is made of rows, whatever keeps them.</summary>
public abstract class RowPolicyStoreContract
{
    private const string LookAgain = "Nothing was written; look at it, then try again.";
    private const string Gone = "The policy of example.com is gone: somebody removed it. Nothing was written.";

    protected static readonly DomainName Domain = DomainName.Parse("example.com");
    protected static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private static readonly MxPattern[] Mx = [MxPattern.Parse("mail.example.com"), MxPattern.Parse("*.mx.example.net")];

    protected FakeTimeProvider Time { get; } = new(Start);

    /// <summary>The store, by the clock <see cref="Time"/>.</summary>
    protected RowPolicyStore Store => Open(Time);

    [Fact]
    public async Task A_saved_policy_is_found_again_with_who_when_and_why()
    {
        var version = await SaveAsync("testing");

        var stored = await Store.FindAsync(Domain, Token);

        Assert.Equal(new PolicyContent.Inline(CreatePolicy("testing")), stored!.Content);
        Assert.Equal(CreatePolicy("testing"), stored.Policy);
        Assert.Equal(version, stored.Version);
        Assert.Equal((Start, "ann@example.com", "because"), (stored.ChangedAt!.Value, stored.ChangedBy, stored.Reason));
        Assert.Empty(stored.Findings);
        Assert.Empty(await HistoryAsync());
    }

    [Fact]
    public async Task Reading_gives_the_same_as_finding()
    {
        await SaveAsync("testing");

        var (found, read) = (await Store.FindAsync(Domain, Token), await Store.ReadAsync(Domain, Token));

        Assert.Equal(found!.Version, read!.Version);
        Assert.Equal(found.Policy, read.Policy);
    }

    [Fact]
    public async Task The_list_is_in_the_order_of_the_names()
    {
        foreach (var domain in (string[])["b.example", "a.example", "c.example", "a-b.example", "xn--bcher-kva.example", "1.example"])
        {
            await Store.SaveAsync(Change("testing", null) with { Domain = DomainName.Parse(domain) }, Token);
        }

        var listed = await Store.ListAsync(Token).ToListAsync(Token);

        Assert.Equal(
            ["1.example", "a-b.example", "a.example", "b.example", "c.example", "xn--bcher-kva.example"],
            listed.Select(stored => stored.Domain.Ascii));
        Assert.All(listed, stored => Assert.Equal(("ann@example.com", CreatePolicy("testing")), (stored.ChangedBy, stored.Policy)));
    }

    [Fact]
    public async Task History_is_newest_first_with_who_when_and_why()
    {
        var first = await SaveAsync("none");
        Time.Advance(TimeSpan.FromDays(1));
        var second = await Store.SaveAsync(Change("testing", first) with { ChangedBy = "bob@example.com", Reason = "next" }, Token);
        Time.Advance(TimeSpan.FromDays(1));
        await SaveAsync("enforce", second);

        Assert.Equal(
            [(PolicyMode.Testing, Start.AddDays(1), "bob@example.com", "next"), (PolicyMode.None, Start, "ann@example.com", "because")],
            (await HistoryAsync()).Select(state => (state.Policy!.Mode, state.ChangedAt!.Value, state.ChangedBy!, state.Reason!)));
    }

    [Fact]
    public async Task The_history_of_a_domain_that_never_was_is_empty() => Assert.Empty(await HistoryAsync());

    [Fact]
    public async Task The_same_policy_again_is_a_state_of_its_own()
    {
        var first = await SaveAsync("testing");

        Assert.NotEqual(first, await Store.SaveAsync(Change("testing", first) with { Reason = "again" }, Token));
        Assert.Equal("again", (await Store.ReadAsync(Domain, Token))!.Reason);
        Assert.Equal(["because"], (await HistoryAsync()).Select(state => state.Reason));
    }

    [Fact]
    public async Task A_policy_that_comes_back_has_another_version()
    {
        var first = await SaveAsync("testing");
        var second = await SaveAsync("enforce", first);

        Assert.Equal(3, new[] { first, second, await SaveAsync("testing", second) }.Distinct().Count());
        await RefuseAsync(() => SaveAsync("none", first));
    }

    [Fact]
    public async Task A_change_by_a_slow_clock_still_comes_after_the_one_before()
    {
        var first = await SaveAsync("testing");

        await Open(new FakeTimeProvider(Start.AddHours(-1))).SaveAsync(Change("enforce", first), Token);

        Assert.Equal(Start.AddTicks(1), (await Store.FindAsync(Domain, Token))!.ChangedAt);
    }

    [Fact]
    public async Task A_second_change_of_the_same_state_is_refused_and_says_who_was_first()
    {
        var first = await SaveAsync("testing");
        Time.Advance(TimeSpan.FromMinutes(1));
        await Store.SaveAsync(Change("enforce", first) with { ChangedBy = "bob@example.com" }, Token);

        var exception = await RefuseAsync(() => SaveAsync("none", first));

        Assert.Equal("The policy of example.com was changed by bob@example.com at 2026-11-22 08:01:00Z. " + LookAgain, exception);
        Assert.Equal(PolicyMode.Enforce, (await Store.ReadAsync(Domain, Token))!.Policy!.Mode);
        Assert.Equal([PolicyMode.Testing], (await HistoryAsync()).Select(state => state.Policy!.Mode));
    }

    [Fact]
    public async Task A_change_of_what_was_written_by_hand_says_that_somebody_did_it()
    {
        await WriteByHandAsync(isValid: true);
        var at = (await Store.ReadAsync(Domain, Token))!.ChangedAt;

        var exception = await RefuseAsync(() => SaveAsync("enforce"));

        Assert.Equal($"The policy of example.com was changed by somebody at {at:u}. {LookAgain}", exception);
    }

    [Fact]
    public async Task Of_many_changes_at_once_exactly_one_is_written_with_one_history_entry()
    {
        var first = await SaveAsync("testing");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                await Store.SaveAsync(Change("enforce", first) with { Reason = $"{i}" }, Token);
                return $"{i}";
            }
            catch (PolicyConflictException)
            {
                return "refused";
            }
        })));

        var winner = Assert.Single(outcomes, outcome => outcome != "refused");
        Assert.Equal(winner, (await Store.ReadAsync(Domain, Token))!.Reason);
        Assert.Equal([first], (await HistoryAsync()).Select(state => state.Policy!.Mode == PolicyMode.Testing ? first : "another"));
    }

    [Fact]
    public async Task A_new_domain_is_refused_when_somebody_was_first()
    {
        await SaveAsync("testing");

        await RefuseAsync(() => SaveAsync("enforce"));

        Assert.Equal(CreatePolicy("testing"), (await Store.FindAsync(Domain, Token))!.Policy);
        Assert.Empty(await HistoryAsync());
    }

    [Fact]
    public async Task A_change_of_a_domain_that_is_gone_is_refused()
    {
        var exception = await RefuseAsync(() => SaveAsync("enforce", "\"some\""));

        Assert.Equal(Gone, exception);
        Assert.Null(await Store.ReadAsync(Domain, Token));
    }

    [Fact]
    public async Task A_removed_domain_is_not_hosted_and_its_history_ends_with_the_removal()
    {
        var version = await SaveAsync("none");
        Time.Advance(TimeSpan.FromDays(1));

        await RemoveAsync(version);

        Assert.Null(await Store.FindAsync(Domain, Token));
        Assert.Null(await Store.ReadAsync(Domain, Token));
        Assert.Empty(await Store.ListAsync(Token).ToListAsync(Token));
        var history = await HistoryAsync();
        Assert.Equal([true, false], history.Select(state => state.IsRemoval));
        Assert.Equal(
            (Start.AddDays(1), "bob@example.com", "moved"), (history[0].ChangedAt!.Value, history[0].ChangedBy, history[0].Reason));
        Assert.Null(history[0].Content);
        Assert.Equal(CreatePolicy("none"), history[1].Policy);
    }

    [Fact]
    public async Task A_removal_of_a_state_that_is_no_more_is_refused()
    {
        var first = await SaveAsync("testing");
        var second = await SaveAsync("none", first);

        var changed = await RefuseAsync(() => RemoveAsync(first));
        await RemoveAsync(second);
        var gone = await RefuseAsync(() => RemoveAsync(second));

        Assert.Equal("The policy of example.com was changed by ann@example.com at 2026-11-22 08:00:00Z. " + LookAgain, changed);
        Assert.Equal(Gone, gone);
        Assert.Equal(3, (await HistoryAsync()).Count);
    }

    [Fact]
    public async Task A_domain_that_comes_back_is_hosted_although_its_removal_was_dated_by_a_fast_clock()
    {
        var first = await SaveAsync("testing");
        await Open(new FakeTimeProvider(Start.AddMinutes(5))).RemoveAsync(Removal(first), Token);
        await SaveAsync("testing");

        var timeline = await Store.ReadTimelineAsync(Domain, Token);

        Assert.NotNull(timeline.Current);
        Assert.Equal([false, true, false], timeline.States.Select(state => state.IsRemoval));
    }

    [Fact]
    public async Task A_domain_that_comes_back_goes_on_with_its_history()
    {
        var first = await SaveAsync("testing");
        Time.Advance(TimeSpan.FromDays(1));
        await RemoveAsync(first);
        Time.Advance(TimeSpan.FromDays(1));

        Assert.NotEqual(first, await Store.SaveAsync(Change("testing", null) with { Reason = "back" }, Token));
        Assert.Equal("back", (await Store.FindAsync(Domain, Token))!.Reason);
        Assert.Equal([true, false], (await HistoryAsync()).Select(state => state.IsRemoval));
    }

    [Fact]
    public async Task What_is_invalid_is_read_and_listed_with_its_findings_but_not_found()
    {
        await WriteByHandAsync(isValid: false);
        await Store.SaveAsync(Change("testing", null) with { Domain = DomainName.Parse("other.example") }, Token);

        var listed = await Store.ListAsync(Token).ToListAsync(Token);
        var read = await Store.ReadAsync(Domain, Token);
        var exception = await Assert.ThrowsAsync<InvalidPolicyException>(() => Store.FindAsync(Domain, Token));

        Assert.Equal(["example.com", "other.example"], listed.Select(stored => stored.Domain.Ascii));
        Assert.All([listed[0], read!], stored =>
        {
            Assert.Equal((null, null, null), (stored.Content, stored.Policy, stored.ChangedBy));
            Assert.Contains(stored.Findings, finding => finding.Severity == Severity.Error);
        });
        Assert.Equal(read!.Findings, exception.Findings);
    }

    [Fact]
    public async Task What_is_invalid_can_be_replaced_and_becomes_history()
    {
        await WriteByHandAsync(isValid: false);

        await Store.SaveAsync(Change("enforce", (await Store.ReadAsync(Domain, Token))!.Version), Token);

        Assert.Equal(CreatePolicy("enforce"), (await Store.FindAsync(Domain, Token))!.Policy);
        var state = Assert.Single(await HistoryAsync());
        Assert.Null(state.Policy);
        Assert.Contains(state.Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public async Task A_domain_that_nobody_added_is_not_hosted() =>
        Assert.Null(await Store.FindAsync(DomainName.Parse("other.example"), Token));

    [Fact]
    public async Task Creating_a_store_that_is_there_changes_nothing()
    {
        await SaveAsync("testing");

        await Store.CreateAsync(Token);

        Assert.Equal(CreatePolicy("testing"), (await Store.FindAsync(Domain, Token))!.Policy);
    }

    [Fact]
    public async Task A_probe_of_a_store_that_exists_succeeds() => await Store.ProbeAsync(Token);

    [Fact]
    public async Task A_template_that_nobody_added_is_none()
    {
        Assert.Null(await Store.ReadTemplateAsync("exchange", Token));
        Assert.Empty(await Store.ListTemplatesAsync(Token).ToListAsync(Token));
        Assert.Empty((await Store.ReadTemplateTimelineAsync("exchange", Token)).States);
        var exception = await RefuseAsync(
            () => Store.RemoveTemplateAsync(new TemplateRemoval("exchange", "\"some\"", "bob@example.com", ""), Token));

        Assert.Equal("The template exchange is gone: somebody removed it. Nothing was written.", exception);
    }

    [Fact]
    public async Task A_row_has_the_plain_columns_that_people_read()
    {
        await SaveAsync("testing");

        var row = (await Rows.FindAsync("example.com", "policy", Token))!;

        Assert.Equal(["ChangedAt", "ChangedBy", "MaxAge", "Mode", "Mx", "Reason"], row.Columns.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ("testing", "mail.example.com *.mx.example.net", "604800", Start),
            (row.GetText("Mode"), row.GetText("Mx"), row.GetText("MaxAge"), row.GetTime("ChangedAt")));
    }

    [Fact]
    public async Task The_state_that_a_change_replaces_becomes_history()
    {
        var first = await SaveAsync("testing");
        Time.Advance(TimeSpan.FromDays(14));
        await SaveAsync("enforce", first);

        var rows = await RowsAsync();

        Assert.Matches(@"^history-\d{8}T\d{6}\.\d{7}Z$", rows[0].Key);
        Assert.Equal("policy", rows[1].Key);
        Assert.Equal(["testing", "enforce"], rows.Select(row => row.GetText("Mode")));
        Assert.Equal(Start, rows[0].GetTime("ChangedAt"));
    }

    [Fact]
    public async Task A_row_edited_by_hand_has_the_stores_time_and_no_name_also_once_it_is_history()
    {
        await SaveAsync("testing");
        Time.Advance(TimeSpan.FromDays(1));
        var at = await EditByHandAsync("example.com", "Mode", "none");

        var edited = (await Store.ReadAsync(Domain, Token))!;
        Time.Advance(TimeSpan.FromDays(1));
        await Store.SaveAsync(Change("enforce", edited.Version), Token);

        var history = Assert.Single(await HistoryAsync());
        Assert.InRange(edited.ChangedAt!.Value, at, at.AddMinutes(1));
        Assert.Equal((null, null), (edited.ChangedBy, edited.Reason));
        Assert.Equal(
            (PolicyMode.None, edited.ChangedAt, null, null), (history.Policy!.Mode, history.ChangedAt, history.ChangedBy, history.Reason));
        Assert.Equal("ann@example.com", (await Store.ReadAsync(Domain, Token))!.ChangedBy);
    }

    [Fact]
    public async Task A_change_by_a_slow_clock_still_comes_after_an_edit_by_hand()
    {
        await SaveAsync("testing");
        Time.Advance(TimeSpan.FromDays(1));
        await EditByHandAsync("example.com", "Mode", "none");
        var edited = (await Store.ReadAsync(Domain, Token))!;

        await Open(new FakeTimeProvider(edited.ChangedAt!.Value.AddMinutes(-10))).SaveAsync(Change("enforce", edited.Version), Token);

        Assert.Equal(edited.ChangedAt.Value.AddTicks(1), (await Store.ReadAsync(Domain, Token))!.ChangedAt);
    }

    [Fact]
    public async Task A_change_of_a_row_edited_by_hand_since_blames_nobody()
    {
        var first = await SaveAsync("testing");
        Time.Advance(TimeSpan.FromDays(1));
        await EditByHandAsync("example.com", "Mode", "none");
        var at = (await Store.ReadAsync(Domain, Token))!.ChangedAt;

        var exception = await RefuseAsync(() => SaveAsync("enforce", first));

        Assert.StartsWith($"The policy of example.com was changed by somebody at {at:u}. ", exception, Ordinal);
    }

    [Fact]
    public async Task A_template_edited_by_hand_has_the_stores_time_and_no_name_also_once_it_is_history()
    {
        await Store.SaveTemplateAsync(TemplateChange, Token);
        Time.Advance(TimeSpan.FromDays(1));
        var at = await EditByHandAsync("template-exchange", "MaxAge", 86400);

        var edited = (await Store.ReadTemplateAsync("exchange", Token))!;
        Time.Advance(TimeSpan.FromDays(1));
        await Store.SaveTemplateAsync(TemplateChange with { Version = edited.Version }, Token);

        var history = (await Store.ReadTemplateTimelineAsync("exchange", Token)).Previous!;
        Assert.InRange(edited.ChangedAt!.Value, at, at.AddMinutes(1));
        Assert.Null(edited.ChangedBy);
        Assert.Equal((86400, edited.ChangedAt, null), (history.MaxAge, history.ChangedAt, history.ChangedBy));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_edit_by_hand_between_the_read_and_the_write_of_a_change_is_not_lost(bool isRemoval)
    {
        var first = await SaveAsync("testing");
        var store = new RowPolicyStore(new InterruptedRowStore(Rows, () => EditByHandAsync("example.com", "Mode", "none")), Time);

        await RefuseAsync(() => isRemoval ? store.RemoveAsync(Removal(first), Token) : store.SaveAsync(Change("enforce", first), Token));

        Assert.Equal(PolicyMode.None, (await Store.ReadAsync(Domain, Token))!.Policy!.Mode);
        Assert.Empty(await HistoryAsync());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_domain_that_is_removed_between_the_read_and_the_write_of_a_change_is_gone(bool isRemoval)
    {
        var first = await SaveAsync("testing");
        var removal = Removal(first);
        var store = new RowPolicyStore(new InterruptedRowStore(Rows, () => Store.RemoveAsync(removal, Token)), Time);

        var exception = await RefuseAsync(
            () => isRemoval ? store.RemoveAsync(removal, Token) : store.SaveAsync(Change("enforce", first), Token));

        Assert.Equal(Gone, exception);
        Assert.Equal([true, false], (await HistoryAsync()).Select(state => state.IsRemoval));
    }

    [Fact]
    public async Task A_removal_by_a_slow_clock_still_comes_after_the_state_that_it_removes()
    {
        var first = await SaveAsync("testing");

        await Open(new FakeTimeProvider(Start.AddMinutes(-10))).RemoveAsync(Removal(first), Token);

        Assert.Equal(
            [(true, Start.AddTicks(1)), (false, Start)], (await HistoryAsync()).Select(state => (state.IsRemoval, state.ChangedAt!.Value)));
    }

    [Fact]
    public async Task A_row_written_by_hand_becomes_history_with_every_column_of_it()
    {
        await Rows.WriteAsync([new RowWrite.Insert(CreateRow("example.com", ("Customer", "Example Ltd")))], Token);

        await Store.SaveAsync(Change("enforce", (await Store.FindAsync(Domain, Token))!.Version), Token);

        var history = (await RowsAsync())[0];
        Assert.StartsWith("history-20", history.Key, Ordinal);
        Assert.Equal(("testing", "Example Ltd"), (history.GetText("Mode"), history.GetText("Customer")));
    }

    [Fact]
    public async Task An_upstream_and_a_template_are_kept_as_they_are()
    {
        var url = new Uri("https://mta-sts.provider.example/.well-known/mta-sts.txt");
        var first = await Store.SaveAsync(Change("testing", null) with { Content = new PolicyContent.Upstream(url) }, Token);
        Assert.Equal(new PolicyContent.Upstream(url), (await Store.FindAsync(Domain, Token))!.Content);

        await Store.SaveTemplateAsync(TemplateChange, Token);
        var template = new PolicyContent.Template("exchange", PolicyMode.Enforce, null);
        await Store.SaveAsync(Change("testing", first) with { Content = template }, Token);

        var stored = await Store.FindAsync(Domain, Token);
        Assert.Equal(template, stored!.Content);
        Assert.Equal((PolicyMode.Enforce, 604800), (stored.Policy!.Mode, stored.Policy.MaxAge));
        Assert.Equal(stored.Policy, Assert.Single(await Store.ListAsync(Token).ToListAsync(Token)).Policy);
    }

    [Fact]
    public async Task A_template_is_kept_listed_and_removed_with_its_history()
    {
        var first = await Store.SaveTemplateAsync(TemplateChange, Token);
        Time.Advance(TimeSpan.FromDays(1));
        var second = await Store.SaveTemplateAsync(TemplateChange with { Version = first, MaxAge = 86400 }, Token);
        var listed = Assert.Single(await Store.ListTemplatesAsync(Token).ToListAsync(Token));
        Assert.Equal(("exchange", 86400), (listed.Name, listed.MaxAge));
        Time.Advance(TimeSpan.FromDays(1));

        await Store.RemoveTemplateAsync(new TemplateRemoval("exchange", second, "bob@example.com", "unused"), Token);

        Assert.Null(await Store.ReadTemplateAsync("exchange", Token));
        Assert.Equal(
            [true, false, false], (await Store.ReadTemplateTimelineAsync("exchange", Token)).States.Select(state => state.IsRemoval));
    }

    [Fact]
    public async Task A_change_to_something_that_is_no_policys_url_is_refused()
    {
        var change = Change("testing", null) with { Content = new PolicyContent.Upstream(new Uri("https://www.example.com/")) };

        await Assert.ThrowsAsync<ArgumentException>(() => Store.SaveAsync(change, Token));
    }

    [Theory, InlineData("EXAMPLE.com"), InlineData("example.com."), InlineData("*.example.com"), InlineData("somebody else's")]
    public async Task A_partition_that_is_not_a_domain_as_it_is_looked_up_is_not_listed(string partition)
    {
        await Rows.WriteAsync([new RowWrite.Insert(CreateRow(partition))], Token);

        Assert.Empty(await Store.ListAsync(Token).ToListAsync(Token));
    }

    [Fact]
    public async Task What_is_no_part_of_a_policy_lies_beside_it_and_shows_nowhere()
    {
        var version = await SaveAsync("testing");

        var about = new Row("example.com", "about", new Dictionary<string, object> { ["ServedAt"] = Start, ["Customer"] = "Example Ltd" });
        await Rows.WriteAsync([new RowWrite.Insert(about)], Token);

        Assert.Equal(version, (await Store.ReadAsync(Domain, Token))!.Version);
        Assert.Single(await Store.ListAsync(Token).ToListAsync(Token));
        Assert.Empty(await HistoryAsync());
        Assert.Equal(Start, (await Rows.FindAsync("example.com", "about", Token))!.GetTime("ServedAt"));
    }

    [Fact]
    public async Task The_id_has_the_stores_own_time_and_what_was_seen_of_it_lies_beside_the_policy()
    {
        var version = await SaveAsync("testing");
        var stored = (await Store.ReadAsync(Domain, Token))!;
        var row = (await Rows.FindAsync("example.com", "policy", Token))!;
        Assert.Equal(PolicyId.Create(row.Time!.Value, stored.Policy!), stored.Id);

        await Store.MarkServedAsync(Domain, stored.Id!, Start.AddMinutes(1), Token);
        await Store.MarkServedAsync(Domain, stored.Id!, Start.AddMinutes(2), Token);
        await Store.ExtendHeldAsync(Domain, Start.AddDays(1), Token);
        await Store.ExtendHeldAsync(Domain, Start, Token);

        var timeline = await Store.ReadTimelineAsync(Domain, Token);
        Assert.Equal((Start.AddMinutes(1), Start.AddDays(1)), (Assert.Single(timeline.States).ServedAt, timeline.HeldUntil));
        Assert.Equal((version, stored.Id), (timeline.Current!.Version, timeline.Current.Id));
        Assert.Single(await Store.ListAsync(Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Whose_a_domain_is_lies_beside_the_policy_and_changes_neither_its_time_nor_what_else_is_noted()
    {
        var version = await SaveAsync("testing");
        await Store.ExtendHeldAsync(Domain, Start.AddDays(1), Token);
        var unhosted = DomainName.Parse("example.net");

        await Store.SetCustomerAsync(Domain, "Example", Token);
        await Store.SetCustomerAsync(Domain, " Example Ltd ", Token);
        await Store.SetCustomerAsync(unhosted, "Another", Token);

        var timeline = await Store.ReadTimelineAsync(Domain, Token);
        Assert.Equal(("Example Ltd", Start.AddDays(1)), (timeline.Customer, timeline.HeldUntil));
        Assert.Equal(version, Assert.Single(timeline.States).Version);
        Assert.Equal(
            new Dictionary<DomainName, string> { [Domain] = "Example Ltd", [unhosted] = "Another" },
            await Store.ListCustomersAsync(Token));
        Assert.Single(await Store.ListAsync(Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_customer_is_taken_back()
    {
        await Store.ExtendHeldAsync(Domain, Start.AddDays(1), Token);
        await Store.SetCustomerAsync(Domain, "Example", Token);

        await Store.SetCustomerAsync(Domain, null, Token);

        var timeline = await Store.ReadTimelineAsync(Domain, Token);
        Assert.Equal((null, Start.AddDays(1)), (timeline.Customer, timeline.HeldUntil));
        Assert.Empty(await Store.ListCustomersAsync(Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two\nlines")]
    [InlineData("\u202Ebackwards")]
    public async Task What_cannot_be_the_name_of_a_customer_is_not_kept(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SetCustomerAsync(Domain, name, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SetCustomerAsync(Domain, new string('a', 121), Token));

        Assert.Empty(await Store.ListCustomersAsync(Token));
    }

    [Fact]
    public async Task A_customer_written_by_hand_is_cut_and_made_harmless()
    {
        var about = new Row("example.com", "about", new Dictionary<string, object> { ["Customer"] = "\u001B[31m" + new string('a', 200) });
        await Rows.WriteAsync([new RowWrite.Insert(about)], Token);

        Assert.Equal("\uFFFD[31m" + new string('a', 115) + "…", (await Store.ListCustomersAsync(Token))[Domain]);
    }

    [Fact]
    public async Task What_is_noted_of_a_move_is_of_the_state_that_it_was_seen_under_and_the_last_note_counts()
    {
        var version = await Store.SaveAsync(Change("testing", null), Token);
        var id = (await Store.ReadAsync(Domain, Token))!.Id!;
        var note = new MxMoveNote("a.example.net *.b.example.net", TimeSpan.FromHours(1), null);

        await Store.NoteMoveAsync(Domain, id, new MxMoveNote("c.example.net", null, Start), Token);
        await Store.NoteMoveAsync(Domain, id, note with { MovedAt = Start.AddMinutes(1) }, Token);
        Assert.Equal(note with { MovedAt = Start.AddMinutes(1) }, (await Store.ReadTimelineAsync(Domain, Token)).Move);

        await Store.NoteMoveAsync(Domain, id, note, Token);
        Assert.Equal(note, (await Store.ReadTimelineAsync(Domain, Token)).Move);

        await Store.SaveAsync(Change("none", version), Token);
        Assert.Null((await Store.ReadTimelineAsync(Domain, Token)).Move);
    }

    protected static TemplateChange TemplateChange { get; } =
        new() { Name = "exchange", Mx = Mx, MaxAge = 604800, Version = null, ChangedBy = "ann@example.com", Reason = "" };

    /// <summary>What keeps the rows, by the clock <see cref="Time"/>.</summary>
    protected IRowStore Rows => OpenRows(Time);

    protected static Policy CreatePolicy(string mode)
    {
        Assert.True(PolicyModes.TryParse(mode, out var parsed));
        return new Policy(parsed.Value, Mx, 604800);
    }

    protected static PolicyChange Change(string mode, string? version) => new()
    {
        Domain = Domain,
        Content = new PolicyContent.Inline(CreatePolicy(mode)),
        Version = version,
        ChangedBy = "ann@example.com",
        Reason = "because",
    };

    /// <summary>A row as people write it.</summary>
    protected static Row CreateRow(string partition, params (string Name, object Value)[] columns)
    {
        var written = new Dictionary<string, object> { ["Mode"] = "testing", ["Mx"] = "mail.example.com", ["MaxAge"] = 604800 };
        Array.ForEach(columns, column => written[column.Name] = column.Value);
        return new Row(partition, "policy", written);
    }

    /// <summary>The same rows, by a clock.</summary>
    protected abstract IRowStore OpenRows(TimeProvider time);

    /// <summary>Changes one column as a person would, with what the store comes with.</summary>
    /// <returns>When that was, at the earliest, by the store's clock.</returns>
    protected abstract Task<DateTimeOffset> EditByHandAsync(string partition, string column, object value);

    protected RowPolicyStore Open(TimeProvider time) => new(OpenRows(time), time);
    protected async Task<List<StoredPolicy>> HistoryAsync() => [.. (await Store.ReadTimelineAsync(Domain, Token)) switch
    {
        { Current: null, States: var states } => states,
        { States: var states } => states.Skip(1),
    }];
    protected Task<string> SaveAsync(string mode, string? version = null) => Store.SaveAsync(Change(mode, version), Token);

    private static PolicyRemoval Removal(string version) => new(Domain, version, "bob@example.com", "moved");
    private Task RemoveAsync(string version) => Store.RemoveAsync(Removal(version), Token);

    /// <summary>Why a change is refused.</summary>
    private static async Task<string> RefuseAsync(Func<Task> changeAsync) =>
        (await Assert.ThrowsAsync<PolicyConflictException>(changeAsync)).Message;

    private ValueTask<List<Row>> RowsAsync() => Rows.ListPartitionAsync("example.com", "", Token).ToListAsync(Token);

    /// <summary>Puts something into the store for <see cref="Domain"/> as a person would, without its history.</summary>
    private Task WriteByHandAsync(bool isValid) =>
        Rows.WriteAsync([new RowWrite.Insert(CreateRow("example.com", ("Mode", isValid ? "testing" : "enforced")))], Token);
}
