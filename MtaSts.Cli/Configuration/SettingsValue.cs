using System.Text.Json;
using MtaSts.Cli.Console;
using MtaSts.Records;
using MtaSts.Storage;

namespace MtaSts.Cli.Configuration;

/// <summary>A value in <c>mta-sts.json</c>, and where it stands.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Name">Such as <c>store.table</c>; empty for the whole.</param>
internal readonly record struct SettingsValue(string File, string Name, JsonElement Element)
{
    private const int Shown = 80;

    /// <summary>The members of an object.</summary>
    /// <exception cref="CommandException">It is not an object, or has a member that is not one of <paramref name="known"/>.</exception>
    public Dictionary<string, SettingsValue> ReadMembers(params string[] known)
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw Fail("is not an object", $"Write {{ … }} with the members {string.Join(", ", known)}");
        }

        var members = ListMembers().ToDictionary(member => member.Key, member => member.Value);
        return members.Keys.FirstOrDefault(name => !known.Contains(name)) is { } stranger
            ? throw members[stranger].Fail(
                "is not a setting", $"Those {(Name.Length == 0 ? "" : $"of {Name} ")}are {string.Join(", ", known)}")
            : members;
    }

    public IEnumerable<KeyValuePair<string, SettingsValue>> ListMembers()
    {
        foreach (var member in Element.EnumerateObject())
        {
            yield return new(member.Name, new(File, Name.Length == 0 ? member.Name : $"{Name}.{member.Name}", member.Value));
        }
    }

    /// <exception cref="CommandException">It is not a list.</exception>
    public IReadOnlyList<SettingsValue> ReadItems()
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            throw Fail("is not a list", "Write [\"…\", \"…\"]");
        }

        var (file, name) = (File, Name);
        return [.. Element.EnumerateArray().Select((item, index) => new SettingsValue(file, $"{name}[{index}]", item))];
    }

    /// <exception cref="CommandException">It is not a text, or there is nothing in it.</exception>
    public string ReadText() =>
        Element.ValueKind != JsonValueKind.String ? throw Fail("is not a text", "Write it in quotation marks")
        : Element.GetString() is not { } text || string.IsNullOrWhiteSpace(text) ? throw Fail("is blank", "Write a value, or remove it")
        : text.Any(char.IsControl) ? throw Fail("has a control character in it", "Remove that character")
        : text;

    /// <summary>Reads a text as what it stands for.</summary>
    /// <exception cref="CommandException">It does not stand for that.</exception>
    public T ReadAs<T>(Func<string, T?> parse, string what, string form)
        where T : class
    {
        var text = ReadText();
        return parse(text) ?? throw Fail($"is '{Shorten(text)}', which is not {what}", $"Use {form}");
    }

    /// <exception cref="CommandException">It is not the name of a domain.</exception>
    public DomainName ReadDomain()
    {
        var text = ReadText();
        return DomainName.TryParse(text, out var domain, out var fault)
            ? domain
            : throw Fail($"is '{Shorten(text)}', which is not a domain name: {fault}", "Use one such as ids.contoso.com");
    }

    /// <exception cref="CommandException">TLS reports cannot go there.</exception>
    public string ReadReportUri()
    {
        var text = ReadText();
        return ReportUri.FindFault(text) is { } fault
            ? throw Fail($"is '{Shorten(text)}', which {fault.Clause}", fault.Advice.TrimEnd('.'))
            : text;
    }

    /// <summary>Reads the members as the app's settings of the same meaning.</summary>
    /// <exception cref="CommandException">They do not name a template, or cannot be used.</exception>
    public DefaultTemplate ReadDefaultTemplate()
    {
        var (file, name) = (File, Name);
        var members = ReadMembers("name", "mode", "domains");
        try
        {
            return DefaultTemplate.Read(Find, setting => $"{file}: {name}.{GetMember(setting)}")
                ?? throw Fail("has no name", "Write that of a template, or remove the whole");
        }
        catch (StoreSettingsException exception)
        {
            throw new CommandException(ExitCode.WrongUsage, exception.Message);
        }

        string? Find(string setting) => !members.TryGetValue(GetMember(setting), out var value) ? null
            : setting == "MtaSts__DefaultDomains" ? value.ReadDomains()
            : value.ReadText();
    }

    public CommandException Fail(string what, string advice) => new(
        ExitCode.WrongUsage, $"{File}{(Name.Length == 0 ? "" : $": {Name}")} {what}. {advice}.");

    // An empty list is not the absence of one, which stands for all domains.
    private string ReadDomains() => ReadItems() is { Count: > 0 } items
        ? string.Join(' ', items.Select(item => item.ReadText()))
        : throw Fail("has no domain name in it", "Write one, or remove the list for all domains");

    private static string GetMember(string setting) => setting switch
    {
        "MtaSts__DefaultTemplate" => "name",
        "MtaSts__DefaultMode" => "mode",
        "MtaSts__DefaultDomains" => "domains",
        _ => "",
    };

    private static string Shorten(string text) => text.Length > Shown ? $"{text[..Shown]}…" : text;
}
