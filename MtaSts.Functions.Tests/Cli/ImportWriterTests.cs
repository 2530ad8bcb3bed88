using Moq;
using MtaSts.Cli.Import;

namespace MtaSts.Functions.Tests.Cli;

public sealed class ImportWriterTests
{
    private readonly Mock<IEditablePolicyStore> store = new();

    [Fact]
    public async Task A_domain_that_somebody_else_changed_is_reported_and_the_others_are_written()
    {
        store.Setup(it => it.SaveAsync(It.Is<PolicyChange>(change => change.Domain.Ascii == "d3.example"), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new PolicyConflictException("The policy of d3.example was changed by ann."));
        var writer = new ImportWriter(store.Object);

        await writer.WriteAsync(Steps(50), "bob", "because", Token);

        Assert.Equal(49, writer.Written);
        Assert.Equal(
            [KeyValuePair.Create(DomainName.Parse("d3.example"), "The policy of d3.example was changed by ann.")], writer.Conflicts);
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_import_with_what_is_written_counted()
    {
        store.Setup(it => it.SaveAsync(It.Is<PolicyChange>(change => change.Domain.Ascii == "d100.example"), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new PolicyStoreException("The table could not be used.", new IOException()));
        var writer = new ImportWriter(store.Object);

        await Assert.ThrowsAsync<PolicyStoreException>(() => writer.WriteAsync(Steps(1000), "bob", "because", Token));

        Assert.InRange(writer.Written, 1, 999);
    }

    [Fact]
    public async Task What_has_begun_when_it_is_cancelled_ends_and_is_counted()
    {
        var (begun, ended) = (0, 0);
        using var cancel = new CancellationTokenSource();
        var release = new TaskCompletionSource();
        store.Setup(it => it.SaveAsync(It.IsAny<PolicyChange>(), It.IsAny<CancellationToken>()))
            .Returns(async (PolicyChange _, CancellationToken token) =>
            {
                if (Interlocked.Increment(ref begun) == 5)
                {
                    await cancel.CancelAsync();
                    release.SetResult();
                }

                await release.Task.WaitAsync(token);
                Interlocked.Increment(ref ended);
                return "";
            });
        var writer = new ImportWriter(store.Object);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.WriteAsync(Steps(1000), "bob", "because", cancel.Token));

        Assert.InRange(begun, 5, 999);
        Assert.Equal((begun, begun), (ended, writer.Written));
    }

    private static List<ImportStep> Steps(int count) =>
        [.. Enumerable.Range(0, count).Select(
            i => new ImportStep(DomainName.Parse($"d{i}.example"), null, new PolicyEdit { Mx = ["a.example"] }.Apply(null, null)))];
}
