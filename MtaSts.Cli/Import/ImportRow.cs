using MtaSts.Cli.Options;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>What one line of a list of domains, or one policy file, says about one domain.</summary>
/// <param name="Line">The line where the row begins, from 1; 0 when the row is the whole file.</param>
/// <param name="Domain">The domain as it is written there.</param>
/// <param name="Columns">What it says; an empty text says that there is nothing, null says nothing.</param>
internal sealed record ImportRow(string File, int Line, string Domain, PolicyColumns Columns)
{
    /// <summary>Whether the list does not say what covers the domain's mail hosts, so that a new domain gets it from its MX.</summary>
    public bool TakesMxFromDns { get; init; }

    /// <summary>Whose domain it is, as it is written there; null leaves what is stored.</summary>
    public string? Customer { get; init; }

    /// <summary>Until when senders may hold other policies of the domain, as it is written there; null where nothing is said.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>
    /// Whether the domain is read by the letter, so that <c>mta-sts.contoso.com</c> is one of its own: an export writes each as it is.
    /// </summary>
    public bool IsLiteral { get; init; }

    /// <summary>
    /// Until when senders may hold what an earlier host served, which nobody knows, if the domain's policy changes; null where nothing is
    /// assumed.
    /// </summary>
    public AssumedHold? AssumedHold { get; init; }

    /// <summary>Whether it comes from a store that kept when it was changed, so that senders may hold what was there before.</summary>
    public bool IsBackup { get; init; }

    /// <summary>
    /// Whether, of a row with a template, the mx and the max_age are those that come of it (as in JSON), and so not the row's own.
    /// </summary>
    public bool IsResolved { get; init; }

    /// <summary>Whether the max_age is the domain's own all the same, even where its template has the same one.</summary>
    public bool HasOwnMaxAge { get; init; }

    /// <summary>Reads <see cref="HeldUntil"/>; null where nothing is said, or where it is a fault.</summary>
    public static DateTimeOffset? ReadHeldUntil(string file, int line, string? text, ImportFaults faults)
    {
        if (text is null)
        {
            return null;
        }

        if (TimeText.TryParse(text, out var time))
        {
            return time;
        }

        faults.Add(ImportRules.HeldUntilInvalid, file, line, $"The time until when policies are held is '{text}', which is not a time.");
        return null;
    }

    /// <summary>Reads <see cref="Customer"/>; null where nothing is said, or where it is a fault.</summary>
    public static string? ReadCustomer(string file, int line, string? text, ImportFaults faults)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (CustomerName.TryParse(text, out var name))
        {
            return name;
        }

        faults.Add(ImportRules.CustomerInvalid, file, line, $"The customer '{PlainText.Sanitize(text, 80)}' cannot be kept.");
        return null;
    }
}
