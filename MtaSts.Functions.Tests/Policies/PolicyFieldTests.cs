using static MtaSts.Functions.Tests.Policies.PolicyText;

namespace MtaSts.Functions.Tests.Policies;

/// <summary>
/// Which fields there are, and the grammar of their names and values (RFC 8461 §3.2: sts-policy-field, sts-policy-extension).
/// </summary>
public sealed class PolicyFieldTests
{
    private const string Name32 = "abcdefghijklmnopqrstuvwxyz012345";

    /// <summary>All are <see cref="Plain"/>: what goes beyond it, senders ignore.</summary>
    public static TheoryData<string, string> Valid { get; } = new()
    {
        { Whole + "x: y\n", "an unknown field" },
        { "x: y\n" + Whole, "an unknown field at the beginning" },
        { VersionLine + "x: y\n" + ModeLine + MxLine + MaxAgeLine, "an unknown field between others" },
        { Whole + "x: y\nx: z\n", "an unknown field, repeated" },
        { Whole + "x:y", "an unknown field without white space and line end" },
        { Whole + Name32 + ": y\n", "a name of 32 characters" },
        { Whole + "9: y\n", "a name of one digit" },
        { Whole + "0x: y\n", "a name that begins with a digit" },
        { Whole + "a_b-c.d: y\n", "a name with every sign that is allowed" },
        { Whole + "a_-.: y\n", "a name that ends in signs" },
        { Whole + "version_: y\n", "a name that begins as a known one does" },
        { Whole + "x: one two\n", "a space between words" },
        { Whole + "x: one   two\n", "several spaces between words" },
        { Whole + "x: a:b : c\n", "colons in a value" },
        { Whole + "x: !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~\n", "every kind of printable ASCII" },
        { Whole + "x: ~\n", "a value of one character" },
        { Whole + "x: \u00e9\n", "a value of two bytes of UTF-8" },
        { Whole + "x: \u65e5\u672c\n", "characters of three bytes" },
        { Whole + "x: \ud83d\udce7\n", "a character of four bytes" },
        { Whole + "x: \u0080\n", "U+0080, the first beyond ASCII" },
        { Whole + "x: \uffff\n", "U+FFFF, the last of three bytes" },
        { Whole + "x: \ud800\udc00 \udbff\udfff\n", "U+10000 and U+10FFFF, the ends of four bytes" },
        { Whole + "x: \ufeff\n", "U+FEFF where it is no byte order mark" },
        { Whole + "x: \u00a0\n", "a no-break space, which is no white space of the grammar" },
        { Whole + "Mode: enforce\n", "'Mode' is an unknown field, not mode" },
        { Whole + "VERSION: STSv2\n", "'VERSION' is an unknown field, not version" },
        { Whole + "MX: -\n", "'MX' is an unknown field, not mx" },
        { Whole + "Max_Age: never\n", "'Max_Age' is an unknown field, not max_age" },
        { Whole + "max-age: 5\n", "'max-age' is an unknown field, not max_age" },
        { Whole + "mode: enforce\n", "of a repeated mode the first counts" },
        { Whole + "mode: bogus\n", "a bad second mode is ignored" },
        { Whole + "mode: none\nmode: enforce\n", "a second and a third mode are ignored" },
        { Whole + "version: STSv2\n", "a bad second version is ignored" },
        { Whole + "version: STSv1\n", "a good second version is ignored" },
        { Whole + "max_age: 0\n", "of a repeated max_age the first counts" },
        { Whole + "max_age: -1\n", "a bad second max_age is ignored" },
        { Whole + "max_age: 99999999999\n", "a second max_age out of range is ignored" },
        { Whole + MxLine, "the same mx twice" },
    };

    public static TheoryData<string, string, string> Invalid { get; } = new()
    {
        { Whole + Name32 + "6: y\n", "MTASTS110", "a name of 33 characters" },
        { Whole + ": y\n", "MTASTS110", "an empty name" },
        { Whole + ":\n", "MTASTS110", "a colon alone" },
        { Whole + "_x: y\n", "MTASTS110", "a name that begins with an underscore" },
        { Whole + "-x: y\n", "MTASTS110", "a name that begins with a hyphen" },
        { Whole + ".x: y\n", "MTASTS110", "a name that begins with a dot" },
        { Whole + "a b: y\n", "MTASTS110", "a name with a space in it" },
        { Whole + "a\tb: y\n", "MTASTS110", "a name with a tab in it" },
        { Whole + "a/b: y\n", "MTASTS110", "a name with a slash" },
        { Whole + "a*: y\n", "MTASTS110", "a name with an asterisk" },
        { Whole + "\"x\": y\n", "MTASTS128", "a name in quotation marks" },
        { Whole + "\u00e9: y\n", "MTASTS110", "a name beyond ASCII" },
        { Whole + "x\u00a0: y\n", "MTASTS131", "a no-break space before the colon" },
        { Whole + "x\0: y\n", "MTASTS110", "a name with NUL in it" },
        { Whole + "x:\n", "MTASTS111", "no value" },
        { Whole + "x:", "MTASTS111", "no value, no line end" },
        { Whole + "x: \t\n", "MTASTS111", "a value of white space" },
        { VersionLine + "mode:\n" + MxLine + MaxAgeLine, "MTASTS111", "mode without a value is faulty, not missing" },
        { VersionLine + ModeLine + "mx: \n" + MaxAgeLine, "MTASTS111", "mx without a value is faulty, not missing" },
        { Whole + "mode:\n", "MTASTS111", "a second mode without a value is no field at all" },
        { Whole + "mx:\n", "MTASTS111", "a second mx without a value" },
        { Whole + "x: a\tb\n", "MTASTS106", "a tab inside a value" },
        { Whole + "mode: a\tb\n", "MTASTS106", "a tab inside a second mode" },
        { "version: STSv1\tx\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS106", "a tab inside the version" },
        { Whole + "x: a\0b\n", "MTASTS106", "NUL inside a value" },
        { VersionLine + "mode: testing\0\n" + MxLine + MaxAgeLine, "MTASTS106", "NUL at the end of a value" },
        { Whole + "\0", "MTASTS108", "NUL at the end of the text" },
        { Whole + "x: a\u001b[31m\n", "MTASTS106", "an escape sequence" },
        { Whole + "x: a\u000b\n", "MTASTS106", "a vertical tab, which is no white space of the grammar" },
        { Whole + "x: a\f\n", "MTASTS106", "a form feed" },
        { Whole + "x: \u007f\n", "MTASTS106", "DEL" },
        { ModeLine + MxLine + MaxAgeLine, "MTASTS112", "no version" },
        { VersionLine + MxLine + MaxAgeLine, "MTASTS114", "no mode" },
        { VersionLine + ModeLine + MxLine, "MTASTS116", "no max_age" },
        { VersionLine + ModeLine + MaxAgeLine, "MTASTS119", "no mx in testing" },
        { VersionLine + "mode: enforce\n" + MaxAgeLine, "MTASTS119", "no mx in enforce" },
        { VersionLine, "MTASTS114 MTASTS116 MTASTS119", "a version alone" },
        { MxLine, "MTASTS112 MTASTS114 MTASTS116", "an mx alone" },
        { "Version: STSv1\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS112", "'Version' is not version" },
        { VersionLine + "MODE: testing\n" + MxLine + MaxAgeLine, "MTASTS114", "'MODE' is not mode" },
        { VersionLine + ModeLine + "MX: mail.example.com\n" + MaxAgeLine, "MTASTS119", "'MX' is not mx" },
        { VersionLine + ModeLine + MxLine + "Max_Age: 1209600\n", "MTASTS116", "'Max_Age' is not max_age" },
        { VersionLine + ModeLine + MxLine + "max-age: 1209600\n", "MTASTS116", "'max-age' is not max_age" },
        { "version: STSv2\n" + Whole, "MTASTS113", "a bad first version is not made good by the second" },
        { "mode: bogus\n" + Whole, "MTASTS115", "a bad first mode is not made good by the second" },
        { "max_age: never\n" + Whole, "MTASTS117", "a bad first max_age is not made good by the second" },
        { "mx: -\n" + Whole, "MTASTS120", "a bad mx beside a good one" },
    };

    [Theory, MemberData(nameof(Valid))]
    public void What_senders_ignore_does_not_change_the_policy(string text, string reason) => AssertPlain(Parse(text), reason);

    [Theory, MemberData(nameof(Invalid))]
    public void A_field_the_grammar_forbids_or_lacks_is_an_error(string text, string codes, string reason) =>
        AssertErrors(codes, Parse(text), reason);
}
