using System.Diagnostics;

namespace MtaSts.Storage;

/// <summary>
/// Lets one process at a time, and one caller in it, change a folder. The system holds the lock with the open file and frees it when its
/// process ends, however that ends; so the file may stay, and its being there means nothing.
/// </summary>
internal static class FolderLock
{
    /// <summary>Takes the lock; whoever disposes of the result gives it back.</summary>
    /// <exception cref="PolicyStoreException">Somebody else has held it for all of <paramref name="patience"/>.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception.GetType() == typeof(IOException))
            {
                // A sharing violation has no type of its own.
                if (Stopwatch.GetElapsedTime(started) >= patience)
                {
                    throw new PolicyStoreException($"Somebody else is changing policies in this folder ({exception.Message}). Nothing was written; try again.", exception);
                }
            }

            await Task.Delay(Random.Shared.Next(2, 20), cancellationToken);
        }
    }
}
