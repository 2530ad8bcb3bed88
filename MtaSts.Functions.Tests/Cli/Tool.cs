using System.Security.Cryptography.X509Certificates;
using MtaSts.Cli;
using MtaSts.Cli.Console;
using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The tool in this process, with a console and an environment of the test's own.</summary>
internal static class Tool
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "mta-sts.dll");

    public static Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    public static async Task<ToolResult> RunAsync(
        string[] arguments, (string Name, string Value)[] environment, string input = "", ToolServices? services = null)
    {
        using var bytes = new MemoryStream();
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var console = CreateConsole(output, errors, environment, () => new MemoryStream(Encoding.UTF8.GetBytes(input)), () => bytes);
        var exitCode = await RunAsync(arguments, console, environment, services, Token);
        return new ToolResult(exitCode, output + Encoding.UTF8.GetString(bytes.ToArray()), errors.ToString());
    }

    public static CliConsole CreateConsole(
        TextWriter output, TextWriter errors, (string Name, string Value)[] environment, Func<Stream>? openInput = null,
        Func<Stream>? openOutput = null, Func<string?>? readAnswer = null) => new(
            output, errors, (false, false), name => environment.LastOrDefault(variable => variable.Name == name).Value)
        {
            OpenInput = openInput ?? (() => Stream.Null),
            OpenOutput = openOutput ?? (() => throw new InvalidOperationException("This console has no standard output for bytes.")),
            ReadAnswer = readAnswer,
        };

    /// <summary>Runs a command line at a console; it trusts whom <c>SSL_CERT_FILE</c> names, as a process would.</summary>
    public static async Task<int> RunAsync(
        string[] arguments, CliConsole console, (string Name, string Value)[] environment, ToolServices? services = null,
        CancellationToken cancellationToken = default)
    {
        services ??= new FakeDns().CreateServices();
        if (environment.FirstOrDefault(variable => variable.Name == "SSL_CERT_FILE").Value is { } file)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            services = services with { Authorities = authorities };
        }

        return await ToolApplication.RunAsync(arguments, console, services, cancellationToken).WaitAsync(Timeout, CancellationToken.None);
    }
}
