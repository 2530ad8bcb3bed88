using CsCheck;

namespace MtaSts.Functions.Tests.Policies;

/// <summary>Random policies, and random texts that say them or are close to it.</summary>
internal static class PolicyGenerators
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Alphabet =
    [
        "version", "mode", "mx", "max_age", "STSv1", "enforce", "testing", "none", "86400", "31557600", "0", "9", "mail.example.com",
        "*.", "*",
        ":", ": ", ":\t", ".", "-", "_", " ", "\t", "\n", "\n", "\r\n", "\r\n", "\r", "\0", "\u007f", "\u00e9", "\u65e5", "\ud83d\udce7",
        "\ufeff", "x", "X", "#", "version: STSv1", "mode: testing", "mx: mail.example.com", "max_age: 1209600", "x: y",
        "abcdefghijklmnopqrstuvwxyz012345",
    ];

    private static readonly Gen<string> Label = Gen.Select(
        Gen.Char[Letters], Gen.Char[Letters + "0123456789-"].Array[0, 8], Gen.Char[Letters + "0123456789"], (first, middle, last) =>
            $"{first}{new string(middle)}{last}");

    private static readonly Gen<MxPattern> Mx = Gen.Select(
        Gen.Bool, Label.Array[1, 4], (isWildcard, labels) => MxPattern.Parse((isWildcard ? "*." : "") + string.Join('.', labels)));

    private static readonly Gen<string> WhiteSpace = Gen.Char[" \t"].Array[0, 3].Select(characters => new string(characters));

    private static readonly Gen<string> Extension = Gen.Select(
        Gen.Char[Letters + "0123456789"], Gen.Char[Letters + "0123456789_-."].Array[0, 31],
        Gen.OneOf("y", "one  two", "a:b", "\u00e9\u65e5\ud83d\udce7", "!~"),
        (first, rest, value) => $"{first}{new string(rest)}:{value}").Where(field => !IsKnown(field));

    public static Gen<Policy> Policies { get; } = Gen.Select(
        Gen.Enum<PolicyMode>(), Mx.Array[1, 20], Gen.Int[0, Policy.MaximumMaxAge], (mode, mx, maxAge) => new Policy(mode, mx, maxAge));

    /// <summary>
    /// A policy, and one of the many texts that say it: any order, line ends, white space, case of mx, unknown and repeated fields.
    /// </summary>
    public static Gen<(Policy Policy, string Text)> Texts { get; } =
        from policy in Policies
        from extensions in Extension.Array[0, 3]
        from lines in Gen.Shuffle(GetLines(policy, extensions))
        from lineSpace in WhiteSpace.Array[lines.Length + 3]
        from fieldSpace in WhiteSpace.Array[lines.Length + 3]
        from lineEnds in Gen.OneOf("\n", "\r\n").Array[lines.Length + 3]
        from repeated in Gen.OneOf("", "mode:none", "mode:bogus", "version:STSv2", "max_age:-1")
        from isClosed in Gen.Bool
        select (policy, Join(repeated.Length == 0 ? lines : [.. lines, repeated], fieldSpace, lineSpace, lineEnds, isClosed));

    public static Gen<byte[]> Bytes { get; } = Gen.Byte.Array[0, 300];

    /// <summary>Texts of words of the grammar in any order: most are wrong, in ways that random bytes would never hit.</summary>
    public static Gen<byte[]> Words { get; } = Gen.OneOf(Alphabet).Array[0, 30].Select(
        words => Encoding.UTF8.GetBytes(string.Concat(words)));

    /// <summary>Valid texts with a few bytes replaced, inserted or removed.</summary>
    public static Gen<byte[]> Mutations { get; } =
        from text in Texts
        let bytes = Encoding.UTF8.GetBytes(text.Text)
        from edits in Gen.Select(
            Gen.Int[0, bytes.Length - 1], Gen.Int[0, 2], Gen.OneOf(Gen.Byte, Gen.OneOf(":*. \t\r\n\0"u8.ToArray()))).Array[1, 4]
        select edits.Aggregate(bytes, (current, edit) => Edit(current, edit.Item1, edit.Item2, edit.Item3));

    /// <summary>Policies with what people do to them: each is near to a policy, and few are one.</summary>
    public static Gen<byte[]> Mistakes { get; } =
        from lines in Gen.OneOf(
            "version: STSv1", "mode: testing", "mx: a.example", "max_age: 86400", "Mode: enforce", "mx:", "b.example", "nmx: a.b",
            "v=STSv1; id=1;", "max_age: 1w", "mode: Enforce", "x: y").Array[1, 8]
        from before in Gen.OneOf(
            "", "", "", " ", "\t", "- ", "\"", "\u201c", "# ", "\u00a0", "\ufeff", "> ", "1. ", "```", "<br>", "{").Array[lines.Length]
        from after in Gen.OneOf(
            "", "", "", " ", ";", ",", "\"", "\u201d", " # c", " // c", "\u00a0", "\u200b", ", c.example", " (x)").Array[lines.Length]
        from ends in Gen.OneOf("\n", "\n", "\n", "\r\n", "\r", "\n\n", "\\n", "\u2028", " ", "; ").Array[lines.Length]
        select Encoding.UTF8.GetBytes(string.Concat(lines.Select((line, index) => $"{before[index]}{line}{after[index]}{ends[index]}")));

    private static bool IsKnown(string field) => field.Split(':')[0] is "version" or "mode" or "mx" or "max_age";

    private static string[] GetLines(Policy policy, string[] extensions) =>
    [
        "version:STSv1", $"mode:{policy.Mode.ToText()}", $"max_age:{policy.MaxAge}",
        .. policy.Mx.Select((mx, index) => index % 2 == 0 ? $"mx:{mx}" : $"mx:{mx.ToString().ToUpperInvariant()}"),
        .. extensions,
    ];

    private static string Join(string[] lines, string[] fieldSpace, string[] lineSpace, string[] lineEnds, bool isClosed)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            var colon = lines[i].IndexOf(':', Ordinal) + 1;
            text.Append(lines[i].AsSpan(0, colon)).Append(fieldSpace[i]).Append(lines[i].AsSpan(colon)).Append(lineSpace[i]);
            text.Append(i < lines.Length - 1 || isClosed ? lineEnds[i] : "");
        }

        return text.ToString();
    }

    private static byte[] Edit(byte[] bytes, int index, int kind, byte value)
    {
        var at = Math.Min(index, bytes.Length);
        return kind switch
        {
            0 => [.. bytes.Take(at), value, .. bytes.Skip(at + 1)],
            1 => [.. bytes.Take(at), value, .. bytes.Skip(at)],
            _ => [.. bytes.Take(at), .. bytes.Skip(at + 1)],
        };
    }
}
