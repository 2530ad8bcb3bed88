using System.Text;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Functions.Tests.Storage;

public sealed class EditableFilePolicyStoreTests : EditablePolicyStoreContract, IDisposable
{
    private const string ByHand = "version: STSv1\nmode: testing\nmx: by-hand.example.com\nmax_age: 604800\n";

    private readonly string directory = Directory.CreateTempSubdirectory("mta-sts-edit-").FullName;

    private string PolicyPath => Path.Combine(directory, "example.com.txt");

    private string JournalPath => Path.Combine(directory, ".history", "example.com.jsonl");

    private string NextPath => Path.Combine(directory, ".example.com.next");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task The_file_is_the_canonical_text_and_what_the_app_serves()
    {
        await Store.SaveAsync(Change("testing", null), Token);

        Assert.Equal(PolicyRenderer.Render(CreatePolicy("testing")), await File.ReadAllBytesAsync(PolicyPath, Token));
        Assert.Equal(CreatePolicy("testing"), (await new FilePolicyStore(directory).FindAsync(Domain, Token))!.Policy);
    }

    [Fact]
    public async Task Nothing_lies_beside_the_policies_but_the_history()
    {
        var version = await Store.SaveAsync(Change("testing", null), Token);
        await Store.RemoveAsync(new PolicyRemoval(Domain, await Store.SaveAsync(Change("enforce", version), Token), "ann", ""), Token);
        await Store.SaveAsync(Change("testing", null), Token);

        Assert.Equal(
            [".history", ".history/example.com.jsonl", ".history/lock", "example.com.txt"],
            Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(directory, path).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_journal_has_a_readable_line_for_each_state()
    {
        var version = await Store.SaveAsync(Change("testing", null), Token);
        await Store.RemoveAsync(new PolicyRemoval(Domain, version, "bob", "moved"), Token);

        Assert.Equal(
            [
                """{"time":"2026-11-22T08:00:00+00:00","by":"ann@example.com","reason":"because","text":"version: STSv1\r\nmode: testing\r\nmx: mail.example.com\r\nmx: *.mx.example.net\r\nmax_age: 604800\r\n"}""",
                """{"time":"2026-11-22T08:00:00.0000001+00:00","by":"bob","reason":"moved","removed":true}""",
            ],
            await File.ReadAllLinesAsync(JournalPath, Token));
    }

    [Fact]
    public async Task Files_that_are_no_domains_are_no_policies()
    {
        await Store.SaveAsync(Change("testing", null), Token);
        foreach (var name in (string[])["README.txt", "robots.txt", ".example.net.txt", "-a.example.txt", "example.net.txt.bak", "example.net"])
        {
            await File.WriteAllTextAsync(Path.Combine(directory, name), ByHand, Token);
        }

        Directory.CreateDirectory(Path.Combine(directory, "example.org.txt"));

        Assert.Equal(["example.com"], (await Store.ListAsync(Token).ToListAsync(Token)).Select(stored => stored.Domain.Ascii));
    }

    [Fact]
    public async Task A_file_edited_by_hand_has_the_files_time_and_no_name()
    {
        var saved = await Store.SaveAsync(Change("testing", null), Token);
        await EditByHandAsync(Start.AddDays(1));

        var stored = await Store.ReadAsync(Domain, Token);

        Assert.Equal((Start.AddDays(1), null, null), (stored!.ChangedAt!.Value, stored.ChangedBy, stored.Reason));
        Assert.NotEqual(saved, stored.Version);
        Assert.Equal([saved], (await HistoryAsync()).Select(state => state.Version));
        await Assert.ThrowsAsync<PolicyConflictException>(() => Store.SaveAsync(Change("enforce", saved), Token));
    }

    [Fact]
    public async Task Every_edit_by_hand_is_another_version()
    {
        await EditByHandAsync(Start);
        var first = (await Store.ReadAsync(Domain, Token))!.Version;
        await File.WriteAllTextAsync(PolicyPath, ByHand.Replace("testing", "enforce", StringComparison.Ordinal), Token);
        File.SetLastWriteTimeUtc(PolicyPath, Start.UtcDateTime);
        var second = (await Store.ReadAsync(Domain, Token))!.Version;
        await EditByHandAsync(Start.AddSeconds(1));
        var third = (await Store.ReadAsync(Domain, Token))!.Version;

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
    }

    [Fact]
    public async Task What_was_edited_by_hand_becomes_history_when_it_is_replaced()
    {
        await Store.SaveAsync(Change("testing", null), Token);
        await EditByHandAsync(Start.AddDays(1));
        var version = (await Store.ReadAsync(Domain, Token))!.Version;
        Time.Advance(TimeSpan.FromDays(2));

        await Store.SaveAsync(Change("enforce", version), Token);

        var history = await HistoryAsync();
        Assert.Equal(["by-hand.example.com", "mail.example.com"], history.Select(state => state.Policy!.Mx[0].ToString()));
        Assert.Equal((version, Start.AddDays(1), null), (history[0].Version, history[0].ChangedAt!.Value, history[0].ChangedBy));
    }

    [Fact]
    public async Task An_old_file_put_in_place_by_hand_still_comes_after_what_it_replaces()
    {
        await Store.SaveAsync(Change("testing", null), Token);
        await EditByHandAsync(Start.AddYears(-1));

        Assert.Equal(Start.AddTicks(1), (await Store.ReadAsync(Domain, Token))!.ChangedAt);
    }

    [Fact]
    public async Task A_policy_put_back_by_hand_is_a_state_of_its_own()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        var before = await File.ReadAllBytesAsync(PolicyPath, Token);
        await Store.SaveAsync(Change("enforce", first), Token);
        await File.WriteAllBytesAsync(PolicyPath, before, Token);

        var stored = await Store.ReadAsync(Domain, Token);

        Assert.Equal((PolicyMode.Testing, null), (stored!.Policy!.Mode, stored.ChangedBy));
        Assert.Equal([PolicyMode.Enforce, PolicyMode.Testing], (await HistoryAsync()).Select(state => state.Policy!.Mode));
    }

    [Fact]
    public async Task A_file_edited_by_hand_there_and_back_is_a_state_of_its_own()
    {
        var saved = await Store.SaveAsync(Change("testing", null), Token);
        var edited = File.GetLastWriteTimeUtc(JournalPath).AddMinutes(16);
        File.SetLastWriteTimeUtc(PolicyPath, edited);

        var stored = (await Store.ReadAsync(Domain, Token))!;
        var history = await HistoryAsync();
        await Store.SaveAsync(Change("enforce", stored.Version), Token);

        Assert.Equal((edited, null, PolicyMode.Testing), (stored.ChangedAt!.Value.UtcDateTime, stored.ChangedBy, stored.Policy!.Mode));
        Assert.Equal([saved], history.Select(state => state.Version));
        Assert.Equal([(stored.Version, null), (saved, "ann@example.com")], (await HistoryAsync()).Select(state => (state.Version, state.ChangedBy)));
    }

    [Fact]
    public async Task A_folder_that_was_copied_is_not_edited_by_hand()
    {
        var saved = await Store.SaveAsync(Change("testing", null), Token);
        var copied = DateTime.UtcNow.AddDays(1);
        File.SetLastWriteTimeUtc(JournalPath, copied);
        File.SetLastWriteTimeUtc(PolicyPath, copied.AddMinutes(10));

        var stored = (await Store.ReadAsync(Domain, Token))!;

        Assert.Equal((saved, "ann@example.com"), (stored.Version, stored.ChangedBy));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_kept_too()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(ByHand + "note: "), 0xC3, 0x28];
        await File.WriteAllBytesAsync(PolicyPath, bytes, Token);

        await Store.SaveAsync(Change("testing", (await Store.ReadAsync(Domain, Token))!.Version), Token);

        var line = (await File.ReadAllLinesAsync(JournalPath, Token))[0];
        Assert.Contains($"\"bytes\":\"{Convert.ToBase64String(bytes)}\"", line, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(await HistoryAsync()).Findings, finding => finding.Code == "MTASTS107");
    }

    [Fact]
    public async Task A_domain_removed_by_hand_keeps_its_history_and_may_come_back()
    {
        await Store.SaveAsync(Change("testing", null), Token);
        File.Delete(PolicyPath);
        Assert.Null(await Store.ReadAsync(Domain, Token));
        Assert.Equal([PolicyMode.Testing], (await HistoryAsync()).Select(state => state.Policy!.Mode));

        await Store.SaveAsync(Change("enforce", null), Token);

        Assert.Equal([(true, null), (false, "ann@example.com")], (await HistoryAsync()).Select(state => (state.IsRemoval, state.ChangedBy)));
    }

    [Theory]
    [InlineData("enforce")]
    [InlineData("testing")]
    public async Task After_a_crash_before_the_line_the_change_never_was(string repeated)
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        await File.WriteAllBytesAsync(NextPath, PolicyRenderer.Render(CreatePolicy("enforce")), Token);

        await AssertNothingHappenedAsync(first);
        await AssertRepeatsAsync(Change(repeated, first));
    }

    [Fact]
    public async Task After_a_crash_within_the_text_the_change_never_was()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        await File.WriteAllTextAsync(NextPath, "version: ST", Token);

        await AssertNothingHappenedAsync(first);
        await AssertRepeatsAsync(Change("enforce", first));
    }

    [Fact]
    public async Task After_a_crash_within_the_line_the_change_never_was()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        await File.WriteAllBytesAsync(NextPath, PolicyRenderer.Render(CreatePolicy("enforce")), Token);
        await File.AppendAllTextAsync(JournalPath, "{\"time\":\"2026-11-22T08:00:0", Token);

        await AssertNothingHappenedAsync(first);
        await AssertRepeatsAsync(Change("enforce", first));
    }

    [Theory]
    [InlineData("enforce")]
    [InlineData("none")]
    [InlineData("testing")]
    public async Task After_a_crash_between_the_line_and_the_renaming_the_change_never_was(string repeated)
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        var before = await File.ReadAllBytesAsync(PolicyPath, Token);
        await Store.SaveAsync(Change("enforce", first), Token);
        File.Move(PolicyPath, NextPath);
        await File.WriteAllBytesAsync(PolicyPath, before, Token);

        await AssertNothingHappenedAsync(first);
        await AssertRepeatsAsync(Change(repeated, first));
    }

    [Fact]
    public async Task After_a_crash_between_the_line_and_the_renaming_a_new_domain_is_not_hosted()
    {
        await Store.SaveAsync(Change("testing", null), Token);
        File.Move(PolicyPath, NextPath);

        Assert.Null(await Store.ReadAsync(Domain, Token));
        Assert.Empty(await HistoryAsync());
        await Store.SaveAsync(Change("testing", null), Token);
        Assert.Empty(await HistoryAsync());
        Assert.Single(await File.ReadAllLinesAsync(JournalPath, Token));
    }

    [Fact]
    public async Task What_was_edited_by_hand_after_a_crash_is_what_counts()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        await Store.SaveAsync(Change("enforce", first), Token);
        File.Move(PolicyPath, NextPath);
        await EditByHandAsync(Start.AddDays(1));

        var version = (await Store.ReadAsync(Domain, Token))!.Version;
        await Store.SaveAsync(Change("none", version), Token);

        Assert.Equal([version, first], (await HistoryAsync()).Select(state => state.Version));
    }

    [Fact]
    public async Task After_a_crash_before_a_removal_the_domain_is_still_hosted()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        var before = await File.ReadAllBytesAsync(PolicyPath, Token);
        await Store.RemoveAsync(new PolicyRemoval(Domain, first, "bob", ""), Token);
        await File.WriteAllBytesAsync(PolicyPath, before, Token);
        await File.WriteAllBytesAsync(NextPath, FolderState.NextOf(new JournalEntry { Time = Start, Removed = true }), Token);

        await AssertNothingHappenedAsync(first);
        await Store.RemoveAsync(new PolicyRemoval(Domain, first, "bob", ""), Token);
        Assert.Equal([true, false], (await HistoryAsync()).Select(state => state.IsRemoval));
    }

    [Fact]
    public async Task After_a_crash_at_the_end_of_a_removal_the_domain_is_gone()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        var before = await File.ReadAllBytesAsync(PolicyPath, Token);
        await Store.RemoveAsync(new PolicyRemoval(Domain, first, "bob", ""), Token);
        await File.WriteAllBytesAsync(NextPath, before, Token);

        Assert.Null(await Store.ReadAsync(Domain, Token));
        Assert.Equal([true, false], (await HistoryAsync()).Select(state => state.IsRemoval));
        await Store.SaveAsync(Change("testing", null), Token);
        Assert.Equal([true, false], (await HistoryAsync()).Select(state => state.IsRemoval));
        Assert.False(File.Exists(NextPath));
    }

    [Fact]
    public async Task A_change_that_fails_half_way_never_was()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        var second = await Store.SaveAsync(Change("enforce", first), Token);
        await Store.RemoveAsync(new PolicyRemoval(Domain, second, "bob", ""), Token);
        Directory.CreateDirectory(PolicyPath);

        await Assert.ThrowsAsync<PolicyStoreException>(() => Store.SaveAsync(Change("testing", null), Token));
        Directory.Delete(PolicyPath);
        Assert.Null(await Store.ReadAsync(Domain, Token));
        await Store.SaveAsync(Change("testing", null), Token);

        Assert.Equal([true, false, false], (await HistoryAsync()).Select(state => state.IsRemoval));
    }

    [Fact]
    public async Task Whoever_serves_never_sees_half_a_file()
    {
        var version = await Store.SaveAsync(Change("testing", null), Token);
        using var stop = new CancellationTokenSource();
        var serving = Task.Run(async () =>
        {
            var seen = 0;
            while (!stop.IsCancellationRequested)
            {
                Assert.NotNull(await new FilePolicyStore(directory).FindAsync(Domain, Token));
                seen++;
            }

            return seen;
        });
        for (var i = 0; i < 100; i++)
        {
            version = await Store.SaveAsync(Change(i % 2 == 0 ? "enforce" : "testing", version), Token);
        }

        await stop.CancelAsync();
        Assert.NotEqual(0, await serving);
    }

    [Fact]
    public async Task Whoever_reads_sees_each_state_as_it_was_saved()
    {
        var version = await Store.SaveAsync(Change("testing", null), Token);
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var seen = 0;
            while (!stop.IsCancellationRequested)
            {
                Assert.Equal("ann@example.com", (await Store.ReadAsync(Domain, Token))!.ChangedBy);
                seen++;
            }

            return seen;
        });
        for (var i = 0; i < 100; i++)
        {
            version = await Store.SaveAsync(Change(i % 2 == 0 ? "enforce" : "testing", version), Token);
        }

        await stop.CancelAsync();
        Assert.NotEqual(0, await reading);
    }

    [Fact]
    public async Task A_link_is_replaced_by_a_file_and_what_it_led_to_stays()
    {
        var shared = Path.Combine(directory, "shared");
        await File.WriteAllTextAsync(shared, ByHand, Token);
        File.CreateSymbolicLink(PolicyPath, shared);

        await Store.SaveAsync(Change("enforce", (await Store.ReadAsync(Domain, Token))!.Version), Token);

        Assert.Null(new FileInfo(PolicyPath).LinkTarget);
        Assert.Equal(CreatePolicy("enforce"), (await Store.FindAsync(Domain, Token))!.Policy);
        Assert.Equal(ByHand, await File.ReadAllTextAsync(shared, Token));
        Assert.Equal("by-hand.example.com", Assert.Single(await HistoryAsync()).Policy!.Mx[0].ToString());
    }

    [Fact]
    public async Task Removing_a_link_leaves_what_it_led_to()
    {
        var shared = Path.Combine(directory, "shared");
        await File.WriteAllTextAsync(shared, ByHand, Token);
        File.CreateSymbolicLink(PolicyPath, shared);

        await Store.RemoveAsync(new PolicyRemoval(Domain, (await Store.ReadAsync(Domain, Token))!.Version, "bob", ""), Token);

        Assert.False(File.Exists(PolicyPath));
        Assert.Equal(ByHand, await File.ReadAllTextAsync(shared, Token));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_failure()
    {
        // A link to itself exists, and nobody can read through it, not even root.
        File.CreateSymbolicLink(PolicyPath, PolicyPath);

        var exception = await Assert.ThrowsAsync<PolicyStoreException>(() => Store.ReadAsync(Domain, Token));
        await Assert.ThrowsAsync<PolicyStoreException>(() => Store.ListAsync(Token).ToListAsync(Token).AsTask());
        await Assert.ThrowsAsync<PolicyStoreException>(() => Store.SaveAsync(Change("testing", null), Token));

        Assert.StartsWith($"The policy folder {directory} could not be used: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_that_somebody_broke_is_a_failure_that_names_the_line()
    {
        var version = await Store.SaveAsync(Change("testing", null), Token);
        await File.AppendAllTextAsync(JournalPath, "mine\n", Token);

        var exception = await Assert.ThrowsAsync<PolicyStoreException>(() => Store.SaveAsync(Change("enforce", version), Token));

        Assert.StartsWith($"Line 2 of the history {JournalPath} is no state: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(CreatePolicy("testing"), (await new FilePolicyStore(directory).FindAsync(Domain, Token))!.Policy);
    }

    [Fact]
    public async Task A_change_waits_for_another_one_only_so_long()
    {
        var version = await Store.SaveAsync(Change("testing", null), Token);
        var impatient = new EditableFilePolicyStore(directory, new PolicyFolder(directory, Time) { Patience = TimeSpan.Zero });
        using (new FileStream(Path.Combine(directory, ".history", "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var exception = await Assert.ThrowsAsync<PolicyStoreException>(() => impatient.SaveAsync(Change("enforce", version), Token));

            Assert.StartsWith("Somebody else is changing policies in this folder (", exception.Message, StringComparison.Ordinal);
            Assert.EndsWith("). Nothing was written; try again.", exception.Message, StringComparison.Ordinal);
            Assert.Equal(version, (await Store.ReadAsync(Domain, Token))!.Version);
        }

        await impatient.SaveAsync(Change("enforce", version), Token);
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_a_failure_until_it_is_created()
    {
        var gone = Path.Combine(directory, "deeper", "gone");
        var store = new EditableFilePolicyStore(gone, Time);
        Func<Task>[] uses =
        [
            () => store.ProbeAsync(Token),
            () => store.FindAsync(Domain, Token),
            () => store.ReadAsync(Domain, Token),
            () => store.ListAsync(Token).ToListAsync(Token).AsTask(),
            () => store.HistoryAsync(Domain, Token).ToListAsync(Token).AsTask(),
            () => store.SaveAsync(Change("testing", null), Token),
            () => store.RemoveAsync(new PolicyRemoval(Domain, "some", "bob", ""), Token),
        ];
        foreach (var use in uses)
        {
            var exception = await Assert.ThrowsAsync<PolicyStoreException>(use);
            Assert.Equal($"The policy folder {gone} does not exist or is not readable.", exception.Message);
        }

        await store.CreateAsync(Token);
        await store.SaveAsync(Change("testing", null), Token);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_a_failure()
    {
        var path = Path.Combine(directory, "file");
        await File.WriteAllTextAsync(path, "", Token);

        var exception = await Assert.ThrowsAsync<PolicyStoreException>(() => new EditableFilePolicyStore(path, Time).CreateAsync(Token));

        Assert.StartsWith($"The policy folder {path} could not be used: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_folder_cannot_keep_is_refused()
    {
        var template = Change("testing", null) with { Content = new PolicyContent.Template("exchange", PolicyMode.Testing, null) };
        var upstream = Change("testing", null) with { Content = new PolicyContent.Upstream(new Uri("https://mta-sts.provider.example/.well-known/mta-sts.txt")) };
        var mx = Enumerable.Range(0, 5000).Select(i => MxPattern.Parse($"mail-{i}.example.com"));
        var tooLong = Change("testing", null) with { Content = new PolicyContent.Inline(new Policy(PolicyMode.Testing, mx, 604800)) };
        var change = new TemplateChange { Name = "exchange", Mx = [], MaxAge = 604800, Version = null, ChangedBy = "ann", Reason = "" };

        Assert.Equal(
            [
                "A folder keeps policies only; templates need Table Storage.",
                "A folder keeps policies only; a provider's policy needs Table Storage.",
                "The policy of example.com has 133938 bytes; no more than 65536 are served.",
                "A folder keeps policies only; templates need Table Storage.",
            ],
            [
                (await Assert.ThrowsAsync<UnsupportedContentException>(() => Store.SaveAsync(template, Token))).Message,
                (await Assert.ThrowsAsync<UnsupportedContentException>(() => Store.SaveAsync(upstream, Token))).Message,
                (await Assert.ThrowsAsync<UnsupportedContentException>(() => Store.SaveAsync(tooLong, Token))).Message,
                (await Assert.ThrowsAsync<UnsupportedContentException>(() => Store.SaveTemplateAsync(change, Token))).Message,
            ]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    protected override IEditablePolicyStore Open(TimeProvider time) => new EditableFilePolicyStore(directory, time);

    protected override Task WriteByHandAsync(bool isValid) =>
        File.WriteAllTextAsync(PolicyPath, isValid ? ByHand : ByHand.Replace("testing", "enforced", StringComparison.Ordinal), new UTF8Encoding(false), Token);

    private async Task EditByHandAsync(DateTimeOffset at)
    {
        await File.WriteAllTextAsync(PolicyPath, ByHand, Token);
        File.SetLastWriteTimeUtc(PolicyPath, at.UtcDateTime);
    }

    private async Task AssertNothingHappenedAsync(string version)
    {
        var stored = await Store.ReadAsync(Domain, Token);
        Assert.Equal((version, "ann@example.com"), (stored!.Version, stored.ChangedBy));
        Assert.Equal(PolicyMode.Testing, (await new FilePolicyStore(directory).FindAsync(Domain, Token))!.Policy!.Mode);
        Assert.Empty(await HistoryAsync());
    }

    private async Task AssertRepeatsAsync(PolicyChange change)
    {
        var next = await Store.SaveAsync(change, Token);

        Assert.Equal(next, (await Store.ReadAsync(Domain, Token))!.Version);
        Assert.Equal([change.Version!], (await HistoryAsync()).Select(state => state.Version));
        Assert.Equal(2, (await File.ReadAllLinesAsync(JournalPath, Token)).Length);
        Assert.False(File.Exists(NextPath));
    }
}
