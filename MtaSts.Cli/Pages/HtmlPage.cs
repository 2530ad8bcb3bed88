using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MtaSts.Cli.Files;

namespace MtaSts.Cli.Pages;

/// <summary>Writes a component as a page that loads nothing else. Every value in it is encoded by the renderer.</summary>
internal static class HtmlPage
{
    /// <param name="content">What the component and those in it show; injected into them.</param>
    public static Task WriteAsync<TPage, TContent>(string path, TContent content)
        where TPage : IComponent
        where TContent : class => OutputFile.WriteFileAsync(path, async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

            // All scripts as they are; whatever can end an element, an attribute or a quotation is still encoded.
            await using var services = new ServiceCollection()
                .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
                .AddSingleton(content)
                .BuildServiceProvider();
            await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
            await renderer.Dispatcher.InvokeAsync(
                async () => (await renderer.RenderComponentAsync<TPage>()).WriteHtmlTo(writer));
            await writer.WriteAsync('\n');
        });
}
