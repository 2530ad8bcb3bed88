using static MtaSts.Severity;

namespace MtaSts.Policies;

/// <summary>The findings in a policy. Errors make it invalid by the RFC; warnings are about problems with real senders.</summary>
public static class PolicyRules
{
    private const string Syntax = "RFC 8461 §3.2";

    internal static FindingRule TooLong { get; } =
        new("MTASTS101", Error, "RFC 8461 §3.3", "Shorten the policy. A wildcard covers many hosts.");

    internal static FindingRule ByteOrderMark { get; } =
        new("MTASTS102", Error, Syntax, "Save the file as UTF-8 without a byte order mark.");

    internal static FindingRule NoText { get; } =
        new("MTASTS103", Error, Syntax, "Write the fields version, mode, mx and max_age, one per line.");

    internal static FindingRule BlankLine { get; } =
        new("MTASTS104", Error, Syntax, "Remove the blank line. The policy may end with one line end, not with two.");

    internal static FindingRule BareCarriageReturn { get; } =
        new("MTASTS105", Error, Syntax, "End each line with CRLF or LF.");

    internal static FindingRule ControlCharacter { get; } =
        new("MTASTS106", Error, Syntax, "Remove the character. A value consists of printable characters and spaces between them.");

    internal static FindingRule InvalidUtf8 { get; } =
        new("MTASTS107", Error, Syntax, "Save the file as UTF-8.");

    internal static FindingRule NoColon { get; } =
        new("MTASTS108", Error, Syntax, "Write each line as 'name: value'.");

    internal static FindingRule SpaceAroundName { get; } =
        new("MTASTS109", Error, Syntax, "Start the line with the field name, followed directly by the colon.");

    internal static FindingRule InvalidName { get; } =
        new("MTASTS110", Error, Syntax, "Use 1 to 32 letters, digits, '_', '-' and '.', starting with a letter or digit.");

    internal static FindingRule NoValue { get; } =
        new("MTASTS111", Error, Syntax, "Write a value after the colon, or remove the line.");

    internal static FindingRule VersionMissing { get; } =
        new("MTASTS112", Error, Syntax, "Add the line 'version: STSv1'.");

    internal static FindingRule VersionUnknown { get; } =
        new("MTASTS113", Error, Syntax, "Write 'version: STSv1', with exactly this capitalization.");

    internal static FindingRule ModeMissing { get; } =
        new("MTASTS114", Error, Syntax, "Add the line 'mode: testing'. Change it to enforce once the reports are clean.");

    internal static FindingRule ModeUnknown { get; } =
        new("MTASTS115", Error, Syntax, "Use enforce, testing or none, in lower case.");

    internal static FindingRule MaxAgeMissing { get; } =
        new("MTASTS116", Error, Syntax, "Add the line 'max_age: 1209600' (two weeks).");

    internal static FindingRule MaxAgeMalformed { get; } =
        new("MTASTS117", Error, Syntax, "Write the number of seconds as 1 to 10 digits, without a sign, fraction or unit.");

    internal static FindingRule MaxAgeTooLarge { get; } =
        new("MTASTS118", Error, Syntax, "Use at most 31557600 seconds (one year).");

    internal static FindingRule MxMissing { get; } =
        new("MTASTS119", Error, Syntax, "Add an 'mx:' line for each host that receives mail.");

    internal static FindingRule MxInvalid { get; } =
        new("MTASTS120", Error, Syntax, "Use a host name such as mail.example.com, or *.example.com for the hosts one label below it.");

    internal static FindingRule NotText { get; } =
        new("MTASTS121", Error, Syntax, "Save it as plain text in UTF-8, without a byte order mark, and do not pack it.");

    internal static FindingRule WebPage { get; } =
        new("MTASTS122", Error, Syntax,
            "Put the policy itself there, as plain text. A page can mean that the file is missing and a web site answers in its place.");

    internal static FindingRule Json { get; } =
        new("MTASTS123", Error, Syntax, "Write each field on a line of its own as 'name: value', without braces and quotation marks.");

    internal static FindingRule TxtRecord { get; } =
        new("MTASTS124", Error, Syntax, "Publish the record in DNS. A policy has the fields version, mode, mx and max_age, one per line.");

    internal static FindingRule NoLineEnd { get; } =
        new("MTASTS125", Error, Syntax, "Use real line ends, CRLF or LF.");

    internal static FindingRule NotPolicy { get; } =
        new("MTASTS126", Error, Syntax, "Write the fields version, mode, mx and max_age, one per line.");

    internal static FindingRule Comment { get; } =
        new("MTASTS127", Error, Syntax, "Remove it. A policy cannot have comments.");

    internal static FindingRule Quoted { get; } =
        new("MTASTS128", Error, Syntax, "Remove the quotation marks.");

    internal static FindingRule SeveralFields { get; } =
        new("MTASTS129", Error, Syntax, "Write each field on a line of its own.");

    internal static FindingRule SeveralMx { get; } =
        new("MTASTS130", Error, Syntax, "Write one host name, and nothing else, after each 'mx:'.");

    internal static FindingRule Invisible { get; } =
        new("MTASTS131", Error, Syntax,
            "Type the line again. Text that is copied from web pages and documents brings such characters along.");

    internal static FindingRule Markup { get; } =
        new("MTASTS132", Error, Syntax, "Remove the signs of lists and other formatting. A line begins with the name of its field.");

    internal static FindingRule Separator { get; } =
        new("MTASTS133", Error, Syntax, "End the line right after the value, without ';' or ','.");

    internal static FindingRule FieldsMisnamed { get; } =
        new("MTASTS134", Error, Syntax, "Write the names as they are: version, mode, mx and max_age.");

    internal static FindingRule Long { get; } =
        new("MTASTS151", Warning, "RFC 8461 §3.3", "Shorten the policy. One sender cuts it off at 10,240 bytes and uses the rest.");

    internal static FindingRule FieldUnknown { get; } =
        new("MTASTS152", Warning, Syntax,
            "Remove the line unless you need it. Senders ignore unknown fields, and field names are lower case.");

    internal static FindingRule FieldRepeated { get; } =
        new("MTASTS153", Warning, Syntax, "Remove the line. Senders use only the first field of this name.");

    internal static FindingRule MaxAgeZero { get; } =
        new("MTASTS154", Warning, Syntax, "Use 86400 or more. Several senders reject a policy with max_age 0.");

    internal static FindingRule MaxAgeUnderDay { get; } =
        new("MTASTS155", Warning, Syntax, "Use 86400 or more. Senders fetch a policy once a day at most, so it expires in between.");

    internal static FindingRule MaxAgeAtMaximum { get; } =
        new("MTASTS156", Warning, Syntax, "Use 31557599 or less. One sender treats exactly 31557600 as one day.");

    internal static FindingRule EnforceUnderTwoWeeks { get; } =
        new("MTASTS157", Warning, "RFC 8461 §10.2",
            "Use 1209600 or more once the policy has proven itself. A short max_age helps an attacker who blocks the fetch.");

    internal static FindingRule NoneWithoutMx { get; } =
        new("MTASTS158", Warning, "RFC 8461 §8.3",
            "Keep the mx lines. Three senders reject a policy without them and keep using the one they have.");

    internal static FindingRule ExchangeOnlineBare { get; } =
        new("MTASTS159", Warning, "RFC 8461 §4.1",
            "Use '*.mail.protection.outlook.com', or its like in your cloud. The host of every tenant is one label below it.");

    internal static FindingRule ExchangeOnlineDane { get; } =
        new("MTASTS160", Warning, "RFC 8461 §4.1",
            "Use '*.<letter>-v1.mx.microsoft' with the letter of your own MX. A wildcard covers exactly one label.");

    internal static FindingRule MxRepeated { get; } =
        new("MTASTS161", Warning, Syntax, "Remove the line. The same mx is already there.");

    internal static FindingRule FieldMisnamed { get; } =
        new("MTASTS162", Warning, Syntax, "Correct the name. As it is, senders ignore the field.");

    /// <summary>Every rule, in the order of the codes.</summary>
    public static IReadOnlyList<FindingRule> All { get; } =
    [
        TooLong, ByteOrderMark, NoText, BlankLine, BareCarriageReturn, ControlCharacter, InvalidUtf8, NoColon, SpaceAroundName,
        InvalidName, NoValue, VersionMissing, VersionUnknown, ModeMissing, ModeUnknown, MaxAgeMissing, MaxAgeMalformed, MaxAgeTooLarge,
        MxMissing, MxInvalid, NotText, WebPage, Json, TxtRecord, NoLineEnd, NotPolicy, Comment, Quoted, SeveralFields, SeveralMx,
        Invisible, Markup, Separator, FieldsMisnamed, Long, FieldUnknown, FieldRepeated, MaxAgeZero, MaxAgeUnderDay, MaxAgeAtMaximum,
        EnforceUnderTwoWeeks, NoneWithoutMx, ExchangeOnlineBare, ExchangeOnlineDane, MxRepeated, FieldMisnamed,
    ];
}
