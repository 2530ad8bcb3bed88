using System.Text;
using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Cli.Names;

namespace MtaSts.Cli.Import;

/// <summary>
/// The policy files of a folder: <c>&lt;domain&gt;.txt</c>, or the sites of a web server or of GitHub Pages below it (or the folder
/// itself), each with <c>.well-known/mta-sts.txt</c>.
/// </summary>
internal sealed class PolicyFiles
{
    private const string Extension = ".txt";
    private const string WellKnown = ".well-known";

    // GitHub Pages keeps the host name of a site in it.
    private const string HostFile = "CNAME";
    private const int MaximumHostLength = 1024;

    private PolicyFiles()
    {
    }

    /// <summary>The files and the domains that they are for, as they are written there.</summary>
    public List<(string Path, string Domain)> Found { get; } = [];

    /// <summary>What else is in the folder, and why it is no policy file.</summary>
    public List<(string Path, string Reason)> Skipped { get; } = [];

    public static async Task<PolicyFiles> ListAsync(string folder, CliConsole console, CancellationToken cancellationToken)
    {
        var files = new PolicyFiles();
        foreach (var path in List(folder))
        {
            if (Path.GetFileName(path) == WellKnown)
            {
                await files.AddSiteAsync(folder, console, cancellationToken);
            }
            else if (Directory.Exists(path))
            {
                await files.AddSiteAsync(path, console, cancellationToken);
            }
            else if (Path.GetFileName(path) != HostFile)
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
            Found.Add((path, GetDomain(name)));
        }
        else
        {
            Skipped.Add((path, "the name is not <domain>.txt"));
        }
    }

    private async Task AddSiteAsync(string site, CliConsole console, CancellationToken cancellationToken)
    {
        var path = Path.Combine(site, WellKnown, "mta-sts.txt");
        if (!File.Exists(path))
        {
            Skipped.Add((site, "the folder has no .well-known/mta-sts.txt"));
        }
        else if (await FindDomainAsync(site, console, cancellationToken) is { } domain)
        {
            Found.Add((path, domain));
        }
        else
        {
            Skipped.Add((path, "neither the name of its folder nor a file CNAME says which domain it is for"));
        }
    }

    private static async Task<string?> FindDomainAsync(string site, CliConsole console, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(site)));
        if (MailDomainText.TryParse(name, out var domain, out _))
        {
            return domain.Ascii;
        }

        var hosts = Path.Combine(site, HostFile);
        if (!File.Exists(hosts))
        {
            return null;
        }

        var host = await InputFile.ReadAsync(hosts, MaximumHostLength, console, cancellationToken);
        return GetDomain(Encoding.UTF8.GetString(host.Span).Trim());
    }

    // By the name of its policy host, too; what is no domain at all is reported as it is.
    private static string GetDomain(string name) => MailDomainText.TryParse(name, out var domain, out _) ? domain.Ascii : name;

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
