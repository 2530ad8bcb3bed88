using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// The template that gives every domain without a row its policy, as the settings <c>MtaSts__DefaultTemplate</c>,
/// <c>MtaSts__DefaultMode</c> and <c>MtaSts__DefaultDomains</c> name it.
/// </summary>
/// <param name="Name">The template: 1 to 40 lower-case letters, digits and hyphens.</param>
/// <param name="Mode">The mode of all those domains, which no template has.</param>
/// <param name="Domains">The domains that it is for, with all below them; empty for all.</param>
public sealed record DefaultTemplate(string Name, PolicyMode Mode, IReadOnlyList<DomainName> Domains)
{
    /// <summary>
    /// Stands for the domains that get the policy, which is the same for all of them. RFC 2606 §2: names below .invalid never exist.
    /// </summary>
    public static readonly DomainName AnyDomain = DomainName.Parse("any.invalid");

    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ',', ';'];

    /// <summary>Reads the settings; null when they name no template.</summary>
    /// <param name="find">The value of a setting, null when it is not set; as for <see cref="StoreSettings.Read"/>.</param>
    /// <param name="describe">What messages call a setting; null calls it by its name in the environment.</param>
    /// <exception cref="StoreSettingsException">Settings cannot be used; the message says in a line for each what to write.</exception>
    public static DefaultTemplate? Read(Func<string, string?> find, Func<string, string>? describe = null)
    {
        ArgumentNullException.ThrowIfNull(find);
        describe ??= setting => setting;
        var faults = new List<string>();
        var name = StoreSettings.Find(find, "MtaSts__DefaultTemplate")?.Trim() ?? "";
        if (name.Length > 0 && !TemplateName.Is(name))
        {
            faults.Add(
                $"{describe("MtaSts__DefaultTemplate")} is {PlainText.Quote(name)}, which cannot be the name of a template. "
                + "Use 1 to 40 lower-case letters, digits and hyphens.");
        }

        var modeText = StoreSettings.Find(find, "MtaSts__DefaultMode") ?? PolicyMode.Testing.ToText();
        if (!PolicyModes.TryParse(modeText.Trim().ToLowerInvariant(), out var mode))
        {
            faults.Add(
                $"{describe("MtaSts__DefaultMode")} is {PlainText.Quote(modeText)}, which is not a mode. Use enforce, testing or none.");
        }

        var domains = new List<DomainName>();
        var texts = StoreSettings.Find(find, "MtaSts__DefaultDomains")?.Split(Separators, StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (texts.Length == 0 && StoreSettings.Find(find, "MtaSts__DefaultDomains") is not null)
        {
            faults.Add($"{describe("MtaSts__DefaultDomains")} has no domain name in it. Write one, or remove the setting for all domains.");
        }

        foreach (var text in texts)
        {
            if (DomainName.TryParse(text, out var domain, out var fault))
            {
                domains.Add(domain);
            }
            else
            {
                faults.Add(
                    $"{describe("MtaSts__DefaultDomains")} has {PlainText.Quote(text)}, which is not a domain name: {fault}. "
                    + "Write names such as contoso.com, which stands for itself and all domains below it.");
            }
        }

        return faults.Count > 0 ? throw new StoreSettingsException(string.Join('\n', faults))
            : name.Length > 0 ? new DefaultTemplate(name, mode!.Value, [.. domains.Distinct()])
            : null;
    }

    /// <summary>Whether <paramref name="domain"/> gets this policy when it has no row: it is one of the domains, or below one.</summary>
    public bool Covers(DomainName domain) => Domains.Count == 0 || Domains.Any(suffix => IsAtOrBelow(domain.Ascii, suffix.Ascii));

    /// <summary>What the domain has by it, valid or not; as a row that names the template, and as old as the template.</summary>
    /// <param name="domain">The domain, which has no row.</param>
    /// <param name="template">The template; null when there is none of this name.</param>
    public StoredPolicy Apply(DomainName domain, StoredTemplate? template)
    {
        var columns = new PolicyColumns { Template = Name, Mode = Mode.ToText() };
        var stored = columns.Read(domain, template);
        return stored with
        {
            IsDefault = true,
            Version = template?.Version ?? "",
            Id = template?.Since is { } since && stored.Policy is { } policy ? PolicyId.Create(since, policy) : null,
            Since = template?.Since,
            ChangedAt = template?.ChangedAt,
            ChangedBy = template?.ChangedBy,
            Reason = template?.Reason,
        };
    }

    private static bool IsAtOrBelow(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.Ordinal) && (name.Length == suffix.Length || name[^(suffix.Length + 1)] == '.');
}
