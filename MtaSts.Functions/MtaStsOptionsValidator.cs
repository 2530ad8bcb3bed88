using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace MtaSts.Functions;

/// <summary>Refuses settings that the app could not keep, at start, each with what to write instead.</summary>
internal sealed partial class MtaStsOptionsValidator : IValidateOptions<MtaStsOptions>
{
    public ValidateOptionsResult Validate(string? name, MtaStsOptions options)
    {
        var faults = new List<string>();
        if (!TableName().IsMatch(options.PolicyTable))
        {
            faults.Add($"MtaSts:PolicyTable is '{options.PolicyTable}'; write 3 to 63 letters and digits, beginning with a letter.");
        }

        if (options.PolicyDirectory is { } directory && string.IsNullOrWhiteSpace(directory))
        {
            faults.Add("MtaSts:PolicyDirectory is blank; write the path of a folder, or remove the setting.");
        }

        RequireBetween(nameof(options.RefreshAfter), options.RefreshAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        RequireBetween(nameof(options.ForgetUnknownAfter), options.ForgetUnknownAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        RequireBetween(nameof(options.KeepStaleFor), options.KeepStaleFor, options.RefreshAfter, TimeSpan.FromDays(366));
        RequireBetween(nameof(options.StoreTimeout), options.StoreTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        if (options.MaxCachedDomains is < 1 or > 1_000_000)
        {
            faults.Add($"MtaSts:MaxCachedDomains is {options.MaxCachedDomains}; write 1 to 1000000.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void RequireBetween(string setting, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
            {
                faults.Add($"MtaSts:{setting} is {value}; write {least} to {most} (days.hours:minutes:seconds).");
            }
        }
    }

    // https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#table-names
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{2,62}\z")]
    private static partial Regex TableName();
}
