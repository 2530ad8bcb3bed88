using System.Globalization;
using MtaSts.ExchangeOnline;

namespace MtaSts.Policies;

/// <summary>
/// Collects the fields of a policy, from a text or a table row, and builds the policy (RFC 8461 §3.2). Fields may come in any order; of a
/// repeated field other than mx the first counts.
/// </summary>
internal sealed class PolicyFields(FindingList findings)
{
    private const int Day = 86_400;
    private const int MaximumDigits = 10;

    private readonly List<MxPattern> mx = [];
    private readonly HashSet<MxPattern> seenMx = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    private MisnamedFields? misnamed;
    private PolicyMode? mode;
    private int? maxAge;
    private int maxAgeLine;
    private int modeLine;

    public IReadOnlyList<MxPattern> Mx => mx;

    public int? MaxAge => maxAge;

    /// <summary>Whether any field of a policy was there, if only by a name that is near to it.</summary>
    public bool HasAny => misnamed is { IsEmpty: false } || seen.Overlaps(["version", "mode", "mx", "max_age"]);

    public void Add(string name, string value, int line, int column)
    {
        // RFC 8461 §3.2: names are case-sensitive, so 'Mode' is an unknown field.
        if (name == "mx")
        {
            seen.Add(name);
            AddMx(value, line, column);
        }
        else if (name is not ("version" or "mode" or "max_age"))
        {
            misnamed ??= new MisnamedFields();
            if (!misnamed.TryAdd(name, line))
            {
                findings.Add(PolicyRules.FieldUnknown, line, 1, $"The field '{name}' is not defined by RFC 8461.");
            }
        }
        else if (!seen.Add(name))
        {
            findings.Add(PolicyRules.FieldRepeated, line, 1, $"The field '{name}' is repeated.");
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

    public void Add(PolicyMode known)
    {
        seen.Add("mode");
        mode = known;
    }

    public void AddMaxAge(int seconds)
    {
        seen.Add("max_age");
        maxAge = seconds;
    }

    public void Add(MxPattern pattern)
    {
        seen.Add("mx");
        Add(pattern, 0, 0);
    }

    /// <summary>Takes in the mx of a text that people wrote.</summary>
    public void AddMx(string text)
    {
        foreach (var word in MxText.Split(text))
        {
            if (MxText.TryParse(word, out var pattern, out var fault))
            {
                Add(pattern);
            }
            else
            {
                seen.Add("mx");
                AddInvalidMx(word, fault, 0, 0);
            }
        }
    }

    /// <summary>Notes a field without its value, so that it does not count as missing.</summary>
    public void AddName(string name) => seen.Add(name);

    public ParseResult<Policy> Conclude()
    {
        misnamed?.Conclude(IsMissing, findings);
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

    private bool IsMissing(string name) => !seen.Contains(name) && !(name == "mx" && mode == PolicyMode.None);

    private void RequireField(string name, FindingRule rule)
    {
        if (IsMissing(name) && misnamed?.Contains(name) is not true)
        {
            findings.Add(rule, 0, 0, $"The field '{name}' is missing.");
        }
    }

    private void CheckVersion(string value, int line, int column)
    {
        if (value != "STSv1")
        {
            var meant = NearWord.Suggest(value, ["STSv1"]);
            findings.Add(PolicyRules.VersionUnknown, line, column, $"{PlainText.Quote(value)} is not a version.{meant}");
        }
    }

    private void SetMode(string value, int line, int column)
    {
        modeLine = line;
        if (!PolicyModes.TryParse(value, out mode))
        {
            var meant = NearWord.Suggest(value, ["enforce", "testing", "none"]);
            findings.Add(PolicyRules.ModeUnknown, line, column, $"{PlainText.Quote(value)} is not a mode.{meant}");
        }
    }

    private void SetMaxAge(string value, int line, int column)
    {
        maxAgeLine = line;

        // max_age = 1*10(DIGIT): leading zeros are fine, signs and fractions are not.
        if (value.Length is 0 or > MaximumDigits || value.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            findings.Add(
                PolicyRules.MaxAgeMalformed,
                line,
                column,
                $"The max_age {PlainText.Quote(value)} is not a number of seconds.{MaxAgeText.Suggest(value)}");
            return;
        }

        var seconds = long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
        if (seconds > Policy.MaximumMaxAge)
        {
            findings.Add(PolicyRules.MaxAgeTooLarge, line, column, $"The max_age of {seconds} seconds is more than a year.");
        }
        else
        {
            maxAge = (int)seconds;
        }
    }

    private void AddMx(string value, int line, int column)
    {
        if (MxPattern.TryParse(value, out var pattern, out var fault))
        {
            Add(pattern, line, column);
        }
        else
        {
            var told = MxText.TryParse(value, out var meant, out var better) ? $"{fault}. Did you mean '{meant}'?" : $"{better}.";
            findings.Add(PolicyRules.MxInvalid, line, column, $"The mx {PlainText.Quote(value)} is not a host name: {told}");
        }
    }

    private void AddInvalidMx(string value, string fault, int line, int column) =>
        findings.Add(PolicyRules.MxInvalid, line, column, $"The mx {PlainText.Quote(value)} is not a host name: {fault}.");

    private void Add(MxPattern pattern, int line, int column)
    {
        if (!seenMx.Add(pattern))
        {
            findings.Add(PolicyRules.MxRepeated, line, column, $"The mx '{pattern}' is repeated.");
            return;
        }

        mx.Add(pattern);
        if (ExchangeOnlineHosts.IsAboveHosts(pattern.Name, pattern.IsWildcard))
        {
            findings.Add(PolicyRules.ExchangeOnlineBare, line, column, $"The mx '{pattern}' matches no Exchange Online tenant.");
        }
        else if (ExchangeOnlineHosts.IsAboveDnssecHosts(pattern.Name, pattern.IsWildcard))
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
            findings.Add(PolicyRules.NoneWithoutMx, modeLine, 0, "The policy has mode none and no mx.");
        }
        else if (misnamed?.Contains("mx") is not true)
        {
            findings.Add(PolicyRules.MxMissing, 0, 0, "The policy has no mx.");
        }
    }

    /// <summary>The canonical text, which is what gets served, may be longer than the text that was parsed.</summary>
    private void CheckLength(Policy policy)
    {
        if (PolicyRenderer.Render(policy).Length is var length and > PolicyParser.MaximumLength)
        {
            findings.Add(PolicyRules.TooLong, 0, 0, $"The policy is {length} bytes long in canonical form.");
        }
    }

    private void CheckMaxAge()
    {
        var rule = maxAge switch
        {
            0 => PolicyRules.MaxAgeZero,
            < Day => PolicyRules.MaxAgeUnderDay,
            < Policy.DefaultMaxAge when mode == PolicyMode.Enforce => PolicyRules.EnforceUnderTwoWeeks,
            Policy.MaximumMaxAge => PolicyRules.MaxAgeAtMaximum,
            _ => null,
        };
        if (rule is not null)
        {
            findings.Add(rule, maxAgeLine, 0, $"The max_age is {maxAge} seconds.");
        }
    }
}
