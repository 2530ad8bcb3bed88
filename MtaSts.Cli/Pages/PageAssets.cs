using System.Security.Cryptography;
using System.Text;

namespace MtaSts.Cli.Pages;

/// <summary>The style and the script of a page, and the policy by which a browser takes only these.</summary>
internal sealed class PageAssets(params string[] styles)
{
    public string Style { get; } = string.Concat(styles.Prepend("page.css").Select(Read));

    public string Script { get; } = Read("page.js");

    public string SecurityPolicy =>
        $"default-src 'none'; style-src '{ComputeHash(Style)}'; script-src '{ComputeHash(Script)}'; base-uri 'none'; form-action 'none'";

    private static string ComputeHash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>A file of the tool, with the line ends that a browser sees when it verifies the hash.</summary>
    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
