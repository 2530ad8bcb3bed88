using System.Globalization;

namespace MtaSts.Cli.Checks.Page;

/// <summary>Times as the page shows them.</summary>
internal static class HtmlTime
{
    /// <summary>To the minute, UTC.</summary>
    public static string Format(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
