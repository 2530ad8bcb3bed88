using System.Globalization;

namespace MtaSts.Policies;

/// <summary>
/// The fields of a policy as they come in, from a text or from a row of a table, and what they mean together (RFC 8461 §3.2). Fields may
/// come in any order; of a repeated one other than mx the first counts.
/// </summary>
internal sealed class PolicyFields(FindingList findings)
{
    private const int Day = 86_400;
    private const int TwoWeeks = 14 * Day;
    private const int MaximumDigits = 10;

    private readonly List<MxPattern> mx = [];
    private readonly HashSet<MxPattern> seenMx = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    private PolicyMode? mode;
    private int? maxAge;
    private int maxAgeLine;
    private int modeLine;

    /// <summary>The patterns so far.</summary>
    public IReadOnlyList<MxPattern> Mx => mx;

    /// <summary>The max_age, in seconds; null when there is no valid one.</summary>
    public int? MaxAge => maxAge;

    /// <summary>Takes in one field; positions as in <see cref="Finding"/>, the column that of the value.</summary>
    public void Add(string name, string value, int line, int column)
    {
        // RFC 8461 §3.2: names are case-sensitive, so 'Mode' is some unknown field.
        if (name == "mx")
        {
            seen.Add(name);
            AddMx(value, line, column);
        }
        else if (name is not ("version" or "mode" or "max_age"))
        {
            findings.Add(PolicyRules.FieldUnknown, line, 1, $"The field '{name}' is none of the standard's.");
        }
        else if (!seen.Add(name))
        {
            findings.Add(PolicyRules.FieldRepeated, line, 1, $"The field '{name}' stands here again.");
        }
        else if (name == "version")
        {
            CheckVersion(value, line, column);
        }
        else if (name == "mode")
        {
            SetMode(value, line, column);
        }
        else
        {
            SetMaxAge(value, line, column);
        }
    }

    /// <summary>Takes in the version that is understood, for terms that are not of a text.</summary>
    public void AddVersion() => seen.Add("version");

    /// <summary>Takes in a mode that is known.</summary>
    public void Add(PolicyMode known)
    {
        seen.Add("mode");
        mode = known;
    }

    /// <summary>Takes in a max_age that is known, in seconds.</summary>
    public void AddMaxAge(int seconds)
    {
        seen.Add("max_age");
        maxAge = seconds;
    }

    /// <summary>Takes in a pattern that is known.</summary>
    public void Add(MxPattern pattern)
    {
        seen.Add("mx");
        Add(pattern, 0, 0);
    }

    /// <summary>Takes note of a field whose value could not be read: it is faulty, not missing.</summary>
    public void AddUnreadable(string name) => seen.Add(name);

    /// <summary>Closes the policy: what is missing, and what its terms mean together.</summary>
    public ParseResult<Policy> Conclude()
    {
        RequireField("version", PolicyRules.VersionMissing);
        RequireField("mode", PolicyRules.ModeMissing);
        RequireField("max_age", PolicyRules.MaxAgeMissing);
        CheckMxPresence();
        CheckMaxAge();
        if (findings.HasErrors)
        {
            return new ParseResult<Policy>(null, findings.ToArray());
        }

        var policy = new Policy(mode!.Value, mx, maxAge!.Value);
        CheckLength(policy);
        return findings.Conclude(() => policy);
    }

    private void RequireField(string name, FindingRule rule)
    {
        if (!seen.Contains(name))
        {
            findings.Add(rule, 0, 0, $"The field '{name}' is missing.");
        }
    }

    private void CheckVersion(string value, int line, int column)
    {
        if (value != "STSv1")
        {
            findings.Add(PolicyRules.VersionUnknown, line, column, $"The version is {PlainText.Quote(value)}.");
        }
    }

    private void SetMode(string value, int line, int column)
    {
        modeLine = line;
        if (!PolicyModes.TryParse(value, out mode))
        {
            findings.Add(PolicyRules.ModeUnknown, line, column, $"The mode is {PlainText.Quote(value)}.");
        }
    }

    private void SetMaxAge(string value, int line, int column)
    {
        maxAgeLine = line;

        // max_age = 1*10(DIGIT): leading zeros are fine, signs and fractions are not.
        if (value.Length is 0 or > MaximumDigits || value.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            findings.Add(PolicyRules.MaxAgeMalformed, line, column, $"The max_age is {PlainText.Quote(value)}.");
            return;
        }

        var seconds = long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
        if (seconds > Policy.MaximumMaxAge)
        {
            findings.Add(PolicyRules.MaxAgeTooLarge, line, column, $"The max_age is {seconds} seconds.");
            return;
        }

        maxAge = (int)seconds;
    }

    private void AddMx(string value, int line, int column)
    {
        if (!MxPattern.TryParse(value, out var pattern, out var fault))
        {
            findings.Add(PolicyRules.MxInvalid, line, column, $"The mx {PlainText.Quote(value)} is no host name: {fault}.");
            return;
        }

        Add(pattern, line, column);
    }

    private void Add(MxPattern pattern, int line, int column)
    {
        if (!seenMx.Add(pattern))
        {
            findings.Add(PolicyRules.MxRepeated, line, column, $"The mx '{pattern}' stands here again.");
            return;
        }

        mx.Add(pattern);
        if (pattern is { IsWildcard: false, Name: "mail.protection.outlook.com" })
        {
            findings.Add(PolicyRules.ExchangeOnlineBare, line, column, $"The mx '{pattern}' matches no Exchange Online tenant.");
        }
        else if (pattern is { IsWildcard: true, Name: "mx.microsoft" })
        {
            findings.Add(PolicyRules.ExchangeOnlineDane, line, column, $"The mx '{pattern}' matches no Exchange Online host.");
        }
    }

    private void CheckMxPresence()
    {
        if (seen.Contains("mx"))
        {
            return;
        }

        if (mode == PolicyMode.None)
        {
            findings.Add(PolicyRules.NoneWithoutMx, modeLine, 0, "The mode is none and there is no mx.");
        }
        else
        {
            findings.Add(PolicyRules.MxMissing, 0, 0, "There is no mx.");
        }
    }

    /// <summary>What is served is the canonical text, which may be longer than the text that was read.</summary>
    private void CheckLength(Policy policy)
    {
        if (PolicyRenderer.Render(policy).Length is var length and > PolicyParser.MaximumLength)
        {
            findings.Add(PolicyRules.TooLong, 0, 0, $"The policy has {length} bytes in canonical form.");
        }
    }

    private void CheckMaxAge()
    {
        var rule = maxAge switch
        {
            0 => PolicyRules.MaxAgeZero,
            < Day => PolicyRules.MaxAgeUnderDay,
            < TwoWeeks when mode == PolicyMode.Enforce => PolicyRules.EnforceUnderTwoWeeks,
            Policy.MaximumMaxAge => PolicyRules.MaxAgeAtMaximum,
            _ => null,
        };
        if (rule is not null)
        {
            findings.Add(rule, maxAgeLine, 0, $"The max_age is {maxAge} seconds.");
        }
    }
}
