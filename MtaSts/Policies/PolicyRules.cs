using static MtaSts.Severity;

namespace MtaSts.Policies;

/// <summary>All that can be found in a policy. Errors decide validity by the RFC alone; warnings tell what real senders stumble on.</summary>
public static class PolicyRules
{
    private const string Syntax = "RFC 8461 §3.2";

    internal static FindingRule TooLong { get; } = new("MTASTS101", Error, "RFC 8461 §3.3", "Shorten the policy; wildcards cover many hosts.");

    internal static FindingRule ByteOrderMark { get; } = new("MTASTS102", Error, Syntax, "Save the file as UTF-8 without a byte order mark.");

    internal static FindingRule NoText { get; } = new("MTASTS103", Error, Syntax, "Write version, mode, mx and max_age, one a line.");

    internal static FindingRule BlankLine { get; } = new("MTASTS104", Error, Syntax, "Remove the line; one line end may close the text.");

    internal static FindingRule BareCarriageReturn { get; } = new("MTASTS105", Error, Syntax, "End lines with CR LF or with LF.");

    internal static FindingRule ControlCharacter { get; } = new("MTASTS106", Error, Syntax, "Remove the character; values have printable characters, and spaces between them.");

    internal static FindingRule InvalidUtf8 { get; } = new("MTASTS107", Error, Syntax, "Save the file as UTF-8.");

    internal static FindingRule NoColon { get; } = new("MTASTS108", Error, Syntax, "Write each line as 'name: value'; there are no comments.");

    internal static FindingRule SpaceAroundName { get; } = new("MTASTS109", Error, Syntax, "Begin the line with the name and follow it with the colon at once.");

    internal static FindingRule InvalidName { get; } = new("MTASTS110", Error, Syntax, "Use 1 to 32 letters, digits, '_', '-' and '.', beginning with a letter or digit.");

    internal static FindingRule NoValue { get; } = new("MTASTS111", Error, Syntax, "Write a value after the colon, or remove the line.");

    internal static FindingRule VersionMissing { get; } = new("MTASTS112", Error, Syntax, "Add the line 'version: STSv1'.");

    internal static FindingRule VersionUnknown { get; } = new("MTASTS113", Error, Syntax, "Write 'version: STSv1', in this case.");

    internal static FindingRule ModeMissing { get; } = new("MTASTS114", Error, Syntax, "Add the line 'mode: testing'; go to enforce once reports are clean.");

    internal static FindingRule ModeUnknown { get; } = new("MTASTS115", Error, Syntax, "Write enforce, testing or none, in lower case.");

    internal static FindingRule MaxAgeMissing { get; } = new("MTASTS116", Error, Syntax, "Add the line 'max_age: 1209600' (two weeks).");

    internal static FindingRule MaxAgeMalformed { get; } = new("MTASTS117", Error, Syntax, "Write seconds as 1 to 10 digits, without sign, fraction or unit.");

    internal static FindingRule MaxAgeTooLarge { get; } = new("MTASTS118", Error, Syntax, "Write at most 31557600 seconds (a year).");

    internal static FindingRule MxMissing { get; } = new("MTASTS119", Error, Syntax, "Add an 'mx:' line for each host that receives mail.");

    internal static FindingRule MxInvalid { get; } = new("MTASTS120", Error, Syntax, "Write a host name such as mail.example.com, or *.example.com for the hosts one label below.");

    internal static FindingRule Long { get; } = new("MTASTS151", Warning, "RFC 8461 §3.3", "Shorten the policy; one sender cuts it at 10,240 bytes and reads what is left.");

    internal static FindingRule FieldUnknown { get; } = new("MTASTS152", Warning, Syntax, "Remove the line unless you mean it: senders ignore it; names are lower case.");

    internal static FindingRule FieldRepeated { get; } = new("MTASTS153", Warning, Syntax, "Remove the line: senders heed the first of its name only.");

    internal static FindingRule MaxAgeZero { get; } = new("MTASTS154", Warning, Syntax, "Write 86400 or more: several senders refuse a policy with 0.");

    internal static FindingRule MaxAgeUnderDay { get; } = new("MTASTS155", Warning, Syntax, "Write 86400 or more: senders fetch daily at most, so the policy lapses in between.");

    internal static FindingRule MaxAgeAtMaximum { get; } = new("MTASTS156", Warning, Syntax, "Write 31557599 or less: one sender takes exactly 31557600 for a day.");

    internal static FindingRule EnforceUnderTwoWeeks { get; } = new("MTASTS157", Warning, "RFC 8461 §10.2", "Write 1209600 or more once the policy has proven itself; a short life weakens it against an attacker who blocks the fetch.");

    internal static FindingRule NoneWithoutMx { get; } = new("MTASTS158", Warning, "RFC 8461 §8.3", "Keep the mx lines: three senders reject a policy without them and go on with the one they have.");

    internal static FindingRule ExchangeOnlineBare { get; } = new("MTASTS159", Warning, "RFC 8461 §4.1", "Write '*.mail.protection.outlook.com': every tenant's host is one label below.");

    internal static FindingRule ExchangeOnlineDane { get; } = new("MTASTS160", Warning, "RFC 8461 §4.1", "Write '*.<letter>-v1.mx.microsoft' with the letters of your own MX: a wildcard covers one label.");

    internal static FindingRule MxRepeated { get; } = new("MTASTS161", Warning, Syntax, "Remove the line: it says nothing new.");

    /// <summary>Every rule, in the order of the codes.</summary>
    public static IReadOnlyList<FindingRule> All { get; } =
    [
        TooLong, ByteOrderMark, NoText, BlankLine, BareCarriageReturn, ControlCharacter, InvalidUtf8, NoColon, SpaceAroundName,
        InvalidName, NoValue, VersionMissing, VersionUnknown, ModeMissing, ModeUnknown, MaxAgeMissing, MaxAgeMalformed, MaxAgeTooLarge,
        MxMissing, MxInvalid, Long, FieldUnknown, FieldRepeated, MaxAgeZero, MaxAgeUnderDay, MaxAgeAtMaximum, EnforceUnderTwoWeeks,
        NoneWithoutMx, ExchangeOnlineBare, ExchangeOnlineDane, MxRepeated,
    ];
}
