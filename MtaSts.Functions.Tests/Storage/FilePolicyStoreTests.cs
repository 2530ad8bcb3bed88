namespace MtaSts.Functions.Tests.Storage;

public sealed class FilePolicyStoreTests : TestsWithFolder
{
    private const string Valid = "version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 1209600\n";

    private static readonly DomainName Domain = DomainName.Parse("example.com");

    public static TheoryData<string, byte[], string> InvalidFiles => new()
    {
        { "byte order mark", [0xEF, 0xBB, 0xBF, .. Encoding.ASCII.GetBytes(Valid)], "MTASTS102" },
        { "carriage returns only", Encoding.ASCII.GetBytes(Valid.Replace('\n', '\r')), "MTASTS105" },
        { "NUL", Encoding.ASCII.GetBytes(Valid.Replace("enforce", "enforce\0", Ordinal)), "MTASTS106" },
        { "invalid UTF-8", [.. Encoding.ASCII.GetBytes(Valid + "note: "), 0xC3, 0x28], "MTASTS107" },
        { "UTF-16", Encoding.Unicode.GetBytes(Valid), "MTASTS121" },
        { "10 MB", Encoding.ASCII.GetBytes(Valid + new string('#', 10_000_000)), "MTASTS101" },
        { "empty", [], "MTASTS103" },
    };

    private FilePolicyStore Store => new(Folder);

    [Fact]
    public async Task A_file_kept_for_a_static_site_works_unchanged()
    {
        Write(Valid);

        var stored = await Store.FindAsync(Domain, Token);

        Assert.Equal(new Policy(PolicyMode.Enforce, [MxPattern.Parse("mail.example.com")], 1209600), stored!.Policy);
        Assert.Equal(PolicyId.ComputeDigest(stored.Policy!), stored.Version);
    }

    [Theory, MemberData(nameof(InvalidFiles), DisableDiscoveryEnumeration = true)]
    public async Task An_invalid_file_is_refused(string reason, byte[] text, string code)
    {
        Write("example.com", text);

        var exception = await Assert.ThrowsAsync<InvalidPolicyException>(() => Store.FindAsync(Domain, Token));

        Assert.True(exception.Findings.Any(finding => finding.Code == code), $"{reason}: {exception.Message}");
        Assert.Contains("example.com.txt", exception.Message, Ordinal);
    }

    [Fact]
    public async Task A_domain_without_a_file_is_not_hosted() => Assert.Null(await Store.FindAsync(Domain, Token));

    [Fact]
    public async Task A_change_of_a_file_is_seen_at_once()
    {
        Write(Valid);
        await Store.FindAsync(Domain, Token);

        Write(Valid.Replace("enforce", "testing", Ordinal));

        Assert.Equal(PolicyMode.Testing, (await Store.FindAsync(Domain, Token))!.Policy!.Mode);
    }

    [Fact]
    public async Task A_file_from_a_year_that_there_is_no_date_of_is_read_without_its_time()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "Only some file systems have such times.");
        var folder = Directory.CreateDirectory($"/dev/shm/mta-sts-{Guid.NewGuid():N}").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "example.com.txt"), Valid);
            using var touch = System.Diagnostics.Process.Start("touch", ["-d", "@999999999999", Path.Combine(folder, "example.com.txt")]);
            await touch.WaitForExitAsync(Token);

            var stored = await new FilePolicyStore(folder).FindAsync(Domain, Token);

            Assert.Equal((PolicyMode.Enforce, null), (stored!.Policy!.Mode, stored.ChangedAt));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_a_failure_and_not_an_empty_one()
    {
        var store = new FilePolicyStore(InFolder("gone"));

        var exception = await Assert.ThrowsAsync<PolicyStoreException>(() => store.FindAsync(Domain, Token));
        await Assert.ThrowsAsync<PolicyStoreException>(() => store.ProbeAsync(Token));
        await Assert.ThrowsAsync<PolicyStoreException>(async () => await store.ListAsync(Token).ToListAsync(Token));

        Assert.Equal($"The policy folder {InFolder("gone")} does not exist or is not readable.", exception.Message);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_failure_and_not_a_missing_one()
    {
        // A link to itself exists, and nobody can read through it, not even root.
        File.CreateSymbolicLink(InFolder("example.com.txt"), InFolder("example.com.txt"));

        await Assert.ThrowsAsync<PolicyStoreException>(() => Store.FindAsync(Domain, Token));
    }

    [Fact]
    public async Task A_domain_that_is_too_long_for_a_file_name_is_not_hosted() =>
        Assert.Null(await Store.FindAsync(DomainName.Parse(string.Concat(Enumerable.Repeat($"{new string('a', 62)}.", 4))), Token));

    [Fact]
    public async Task A_folder_that_cannot_be_entered_is_a_failure_and_not_an_empty_one()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permissions keep nobody out here.");
            return;
        }

        Write(Valid);
        var mode = File.GetUnixFileMode(Folder);
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead);

        var exception = await Record.ExceptionAsync(() => Store.FindAsync(Domain, Token));
        File.SetUnixFileMode(Folder, mode);

        Assert.IsType<PolicyStoreException>(exception);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_in_time_is_given_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes among its files.");
        var pipe = InFolder("example.com.txt");
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [pipe]);
        await mkfifo.WaitForExitAsync(Token);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var finding = Task.Run(() => Store.FindAsync(Domain, deadline.Token), Token);
        await Task.WhenAny(finding, Task.Delay(5_000, Token));
        var isGivenUp = finding.IsCanceled;
        await using var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write);

        Assert.True(isGivenUp);
    }

    [Fact]
    public async Task A_file_whose_canonical_text_is_longer_than_a_policy_may_be_is_refused()
    {
        Write("version:STSv1\nmode:testing\nmax_age:604800\n" + string.Concat(Enumerable.Range(0, 6_000).Select(i => $"mx:{i:x4}.a\n")));

        var exception = await Assert.ThrowsAsync<InvalidPolicyException>(() => Store.FindAsync(Domain, Token));

        Assert.Equal("MTASTS101", Assert.Single(exception.Findings, finding => finding.Severity == Severity.Error).Code);
    }

    [Fact]
    public async Task The_list_is_in_the_order_of_the_names_with_what_is_invalid_and_without_what_is_never_looked_up()
    {
        foreach (var name in (string[])["a-b.example", "a.example", "xn--bcher-kva.example", "C.example", "readme", ".a.example.1234"])
        {
            Write(name, Encoding.ASCII.GetBytes(Valid));
        }

        Write("b.example", "mode: on\n"u8.ToArray());
        File.WriteAllText(InFolder("d.example"), Valid);
        Directory.CreateDirectory(InFolder(".history"));

        var listed = await Store.ListAsync(Token).ToListAsync(Token);

        Assert.Equal(["a-b.example", "a.example", "b.example", "xn--bcher-kva.example"], listed.Select(stored => stored.Domain.Ascii));
        Assert.Equal(["b.example"], listed.Where(stored => stored.Content is null).Select(stored => stored.Domain.Ascii));
        Assert.Contains(listed[2].Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public async Task What_is_invalid_is_read_with_its_findings_and_a_version_of_its_text()
    {
        Write("mode: on\n");
        var first = (await Store.ReadAsync(Domain, Token))!;
        Write("mode: off\n");
        var second = (await Store.ReadAsync(Domain, Token))!;

        Assert.Equal((null, null), (first.Content, first.Policy));
        Assert.NotEqual(first.Version, second.Version);
    }

    private void Write(string text) => Write("example.com", Encoding.ASCII.GetBytes(text));
    private void Write(string domain, byte[] text) => File.WriteAllBytes(InFolder($"{domain}.txt"), text);
}
