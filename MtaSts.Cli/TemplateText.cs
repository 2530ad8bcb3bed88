using MtaSts.Policies;

namespace MtaSts.Cli;

/// <summary>What stands for a template in a proposal: the lines that it gives to policies.</summary>
internal static class TemplateText
{
    public static string Format(IEnumerable<MxPattern> mx, int? maxAge) => maxAge is null
        ? "invalid: what is kept cannot be used\r\n"
        : string.Concat(mx.Select(pattern => $"mx: {pattern}\r\n")) + $"max_age: {maxAge}\r\n";
}
