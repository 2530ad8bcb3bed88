using System.Globalization;
using Microsoft.Extensions.Configuration;
using MtaSts.Storage;

namespace MtaSts.Serving.Settings;

internal static class SettingsReader
{
    private static readonly Dictionary<string, Type> Types = typeof(MtaStsOptions).GetProperties()
        .ToDictionary(property => property.Name, property => property.PropertyType, StringComparer.OrdinalIgnoreCase);

    // Read with the store (StoreSettings).
    private static readonly string[] OfStore = ["PolicyTable", "PolicyDatabase", "PolicyDirectory"];

    /// <exception cref="SettingsException">A setting has a value that cannot be used; all of them are told at once.</exception>
    public static MtaStsOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(MtaStsOptions.Section);
        RequireNone(section.GetChildren().Where(setting => Types.ContainsKey(setting.Key)).Select(FindFault).OfType<string>());
        var options = section.Get<MtaStsOptions>() ?? new MtaStsOptions();
        RequireNone(FindFaults(options));
        return options;
    }

    /// <summary>What is set in the section and is not a setting, in the order of the alphabet.</summary>
    public static IEnumerable<string> FindUnknown(IConfiguration configuration) =>
        configuration.GetSection(MtaStsOptions.Section).GetChildren().Select(setting => setting.Key)
            .Except([.. Types.Keys, .. OfStore], StringComparer.OrdinalIgnoreCase);

    private static void RequireNone(IEnumerable<string> faults)
    {
        if (string.Join('\n', faults) is { Length: > 0 } message)
        {
            throw new SettingsException(message);
        }
    }

    private static string? FindFault(IConfigurationSection setting)
    {
        var type = Types[setting.Key];
        var text = setting.Value;
        return type == typeof(TimeSpan) && !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _)
                ? $"{setting.Path} is '{text}', which is not a duration. Write [days.]hours:minutes:seconds, such as 00:05:00."
            : type == typeof(int) && !int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
                ? $"{setting.Path} is '{text}', which is not a whole number. Write one such as 10000."
            : type == typeof(bool) && !bool.TryParse(text, out _)
                ? $"{setting.Path} is '{text}', which is neither true nor false. Write one of these."
            : null;
    }

    private static string? FindDefaultFault(MtaStsOptions options)
    {
        try
        {
            options.ReadDefault();
            return null;
        }
        catch (StoreSettingsException exception)
        {
            return exception.Message;
        }
    }

    private static IEnumerable<string> FindFaults(MtaStsOptions options)
    {
        (string Name, TimeSpan Value, TimeSpan Least, TimeSpan Most)[] durations =
        [
            (nameof(options.RefreshAfter), options.RefreshAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            (nameof(options.ForgetUnknownAfter), options.ForgetUnknownAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            (nameof(options.KeepStaleFor), options.KeepStaleFor, options.RefreshAfter, TimeSpan.FromDays(366)),
            (nameof(options.UpstreamRefreshAfter), options.UpstreamRefreshAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            (nameof(options.StoreTimeout), options.StoreTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
        ];
        foreach (var (name, value, least, most) in durations)
        {
            if (value < least || value > most)
            {
                yield return $"MtaSts:{name} is {value}, which is out of range. Write {least} to {most} ([days.]hours:minutes:seconds).";
            }
        }

        if (FindDefaultFault(options) is { } fault)
        {
            yield return fault;
        }

        if (options.MaxCachedDomains is < 1 or > 1_000_000)
        {
            yield return $"MtaSts:MaxCachedDomains is {options.MaxCachedDomains}, which is out of range. Write 1 to 1000000.";
        }
    }
}

/// <summary>The app cannot start with its settings; the message says which, and what to write instead.</summary>
internal sealed class SettingsException(string message) : Exception(message);
