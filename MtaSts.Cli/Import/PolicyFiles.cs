using MtaSts.Cli.Console;
using MtaSts.Cli.Files;

namespace MtaSts.Cli.Import;

/// <summary>
/// The policy files of a folder: <c>&lt;domain&gt;.txt</c>, or the sites of a web server or of GitHub Pages below it (or the folder
/// itself), each with <c>.well-known/mta-sts.txt</c>.
/// </summary>
internal sealed class PolicyFiles
{
    private const string Extension = ".txt";

    private PolicyFiles()
    {
    }

    /// <summary>The files and the domains that they are for; each says one, if perhaps not well.</summary>
    public List<(string Path, PolicyFileDomain Domain)> Found { get; } = [];

    /// <summary>What else is in the folder, and why it is no policy file.</summary>
    public List<(string Path, string Reason)> Skipped { get; } = [];

    public static async Task<PolicyFiles> ListAsync(string folder, CliConsole console, CancellationToken cancellationToken)
    {
        var files = new PolicyFiles();
        foreach (var path in List(folder))
        {
            if (Path.GetFileName(path) == PolicyFileDomain.WellKnown)
            {
                await files.AddSiteAsync(folder, console, cancellationToken);
            }
            else if (Directory.Exists(path))
            {
                await files.AddSiteAsync(path, console, cancellationToken);
            }
            else if (Path.GetFileName(path) != PolicyFileDomain.HostFile)
            {
                files.AddFile(path);
            }
        }

        return files;
    }

    private void AddFile(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (path.EndsWith(Extension, StringComparison.Ordinal) && name.Contains('.'))
        {
            Add(path, PolicyFileDomain.OfFile(path));
        }
        else
        {
            Skipped.Add((path, "the name is not <domain>.txt"));
        }
    }

    private async Task AddSiteAsync(string site, CliConsole console, CancellationToken cancellationToken)
    {
        var path = Path.Combine(site, PolicyFileDomain.WellKnown, "mta-sts.txt");
        if (!File.Exists(path))
        {
            Skipped.Add((site, "the folder has no .well-known/mta-sts.txt"));
            return;
        }

        var domain = await PolicyFileDomain.OfSiteAsync(site, console, cancellationToken);
        if (domain.Name is null)
        {
            Skipped.Add((path, domain.Remark!));
        }
        else
        {
            Add(path, domain);
        }
    }

    private void Add(string path, PolicyFileDomain domain)
    {
        if (SpecialFile.Is(path))
        {
            Skipped.Add((path, SpecialFile.Reason));
        }
        else
        {
            Found.Add((path, domain));
        }
    }

    private static string[] List(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"{folder} could not be read: {exception.Message}");
        }
    }
}
