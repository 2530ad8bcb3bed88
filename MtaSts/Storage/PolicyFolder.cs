namespace MtaSts.Storage;

/// <summary>
/// The files of a policy folder: <c>&lt;domain&gt;.txt</c>, which is served; <c>.history/&lt;domain&gt;.jsonl</c>, with a line for each
/// of its states; and <c>.&lt;domain&gt;.next</c> while it is changed. Turns every failure into <see cref="PolicyStoreException"/>.
/// </summary>
/// <remarks>
/// A change is four steps under the folder's lock, and a crash may come after any of them, or within:
/// 1. What a crash left behind is cleared away, and what was done by hand gets its line: true and the same whoever writes it. So the last
///    line now is of the file as it is.
/// 2. <c>.next</c> gets the new text, on disk. Alone it says nothing: the last line is not of it.
/// 3. The new state gets its line, on disk. While <c>.next</c> has what the line says and the policy file has not, the state never came to
///    be: reading leaves the line out, and the next change takes it away before it writes its own.
/// 4. <c>.next</c> is renamed to the policy file; for a removal the policy file is renamed to <c>.next</c>, over the mark of a removal in it.
///    Either is one step, which makes the change and makes its line good. What a removal leaves in <c>.next</c> says nothing.
/// </remarks>
internal sealed class PolicyFolder(string directory, TimeProvider time)
{
    private readonly string history = Path.Combine(directory, ".history");

    /// <summary>How long a change waits for another one to end.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    public void Create() => Guard(() => Directory.CreateDirectory(directory));

    /// <summary>The domains that have a file, in the order of their names.</summary>
    public IReadOnlyList<DomainName> ListDomains() => Guard(() =>
    {
        var domains = new HashSet<DomainName>();
        foreach (var path in Directory.EnumerateFiles(directory, "*.txt"))
        {
            if (DomainName.TryParseAscii(Path.GetFileNameWithoutExtension(path), out var domain, out _))
            {
                domains.Add(domain);
            }
        }

        return domains.OrderBy(domain => domain.Ascii, StringComparer.Ordinal).ToList();
    });

    /// <summary>What is there of a domain.</summary>
    public Task<FolderState> ReadAsync(DomainName domain, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        while (true)
        {
            // In this order, and again if the journal has moved on, what is read is of one moment: changes write in the opposite order.
            var journal = await PolicyJournal.ReadAsync(JournalOf(domain), cancellationToken);
            var next = await PolicyFile.ReadAsync(NextOf(domain), cancellationToken);
            var file = await PolicyFile.ReadAsync(PolicyFile.GetPath(directory, domain), cancellationToken);
            var info = new FileInfo(JournalOf(domain));
            if (journal.Length == (info.Exists ? info.Length : 0))
            {
                return new FolderState(journal, next?.Text, file);
            }
        }
    });

    /// <summary>Brings a domain from the state of this version, null for none, to the one that <paramref name="next"/> says, at whatever time it is.</summary>
    /// <returns>The new state.</returns>
    /// <exception cref="PolicyConflictException">It is not in that state; nothing was written.</exception>
    public Task<JournalEntry> ChangeAsync(DomainName domain, string? version, JournalEntry next, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        Directory.CreateDirectory(history);
        using var gate = await FolderLock.TakeAsync(Path.Combine(history, "lock"), Patience, cancellationToken);
        Settle(domain, await RequireAsync(domain, version, cancellationToken));
        var state = await RequireAsync(domain, version, cancellationToken);
        var entry = next with { Time = state.After(time.GetUtcNow()) };
        if (entry.IsOf(state.Current?.File))
        {
            PolicyJournal.Append(JournalOf(domain), entry);
            return entry;
        }

        WriteNext(domain, FolderState.NextOf(entry));
        PolicyJournal.Append(JournalOf(domain), entry);
        var (from, to) = (NextOf(domain), PolicyFile.GetPath(directory, domain));
        if (entry.Removed)
        {
            File.Move(to, from, overwrite: true);
            File.Delete(from);
        }
        else
        {
            File.Move(from, to, overwrite: true);
        }

        return entry;
    });

    private async Task<FolderState> RequireAsync(DomainName domain, string? version, CancellationToken cancellationToken)
    {
        var state = await ReadAsync(domain, cancellationToken);
        return state.Current?.Version == version ? state
            : state.Current is { } current ? throw PolicyConflictException.Changed($"policy of {domain}", current.By, current.Time)
            : throw PolicyConflictException.Gone($"policy of {domain}");
    }

    private void Settle(DomainName domain, FolderState state)
    {
        if (state.HasLeftovers)
        {
            // The line first: without .next it would be good.
            if (File.Exists(JournalOf(domain)))
            {
                PolicyJournal.Truncate(JournalOf(domain), state.JournalLength);
            }

            File.Delete(NextOf(domain));
        }

        if (!state.IsRecorded)
        {
            // When a file was removed by hand, nobody knows.
            PolicyJournal.Append(JournalOf(domain), state.Current ?? new JournalEntry { Time = state.After(time.GetUtcNow()), Removed = true });
        }
    }

    private void WriteNext(DomainName domain, byte[] text)
    {
        using var stream = new FileStream(NextOf(domain), FileMode.CreateNew, FileAccess.Write);
        stream.Write(text);
        stream.Flush(flushToDisk: true);
    }

    private string JournalOf(DomainName domain) => Path.Combine(history, $"{domain}.jsonl");

    // In the folder itself, which alone is sure to be where renaming is one step; no domain's name begins with a dot.
    private string NextOf(DomainName domain) => Path.Combine(directory, $".{domain}.next");

    private T Guard<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(exception);
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(exception);
        }
    }

    private PolicyStoreException Failure(Exception exception) =>
        new($"The policy folder {Path.GetFullPath(directory)} could not be used: {exception.Message}", exception);
}
