namespace MtaSts.Cli.ResourceManager;

/// <summary>The project's own Bicep templates, compiled into the tool.</summary>
internal static class Templates
{
    public const string Domain = "domain.json";
    public const string Dns = "dns.json";

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Templates).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
