namespace MtaSts.Functions.Tests;

/// <summary>Tests with a folder of their own, which goes with them.</summary>
public abstract class TestsWithFolder : IAsyncLifetime
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("mta-sts-test-").FullName;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected string InFolder(params string[] path) => Path.Combine([Folder, .. path]);

    protected string Write(string name, string text = "")
    {
        var file = InFolder(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }
}
