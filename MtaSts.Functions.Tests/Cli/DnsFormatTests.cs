using MtaSts.Cli.Records;
using MtaSts.Records;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>Values that would do harm in a zone file, a shell or Bicep, were they not quoted.</summary>
public sealed class DnsFormatTests
{
    private const string Hostile = "a\"b'c\\d$(id)`id`${e} ;f\\032%g";

    private static readonly DomainName Domain = DomainName.Parse("example.com");
    private static readonly DnsRecord Host = new("y", DnsRecordType.Cname, "app.example.net", 3600);

    [Theory]
    [InlineData(Hostile, """ "a\"b'c\\d$(id)`id`${e} ;f\\032%g" """)]
    [InlineData("\\", """ "\\" """)]
    [InlineData("\"", """ "\"" """)]
    public void In_a_zone_file_quotation_marks_and_backslashes_are_escaped(string value, string quoted) =>
        Assert.Equal($"; example.com\n$ORIGIN example.com.\nx 300 IN TXT {quoted.Trim(' ')}\n", BindZone.Write(Records(value)));

    [Fact]
    public void In_a_zone_file_a_long_text_is_several_strings_and_a_host_ends_with_a_dot()
    {
        var text = BindZone.Write(Records(new string('"', 256), Host));

        var quotes = string.Concat(Enumerable.Repeat("\\\"", 255));
        Assert.Equal($"; example.com\n$ORIGIN example.com.\nx 300 IN TXT \"{quotes}\" \"\\\"\"\ny 3600 IN CNAME app.example.net.\n", text);
    }

    [Fact]
    public void In_a_shell_the_id_makes_way_for_the_CNAME_that_delegates_it() => Assert.EndsWith(
        "az network dns record-set txt delete --resource-group 'group' --zone-name 'example.com' --name '_mta-sts' --yes &&\n"
        + "  az network dns record-set cname set-record --resource-group 'group' --zone-name 'example.com' --record-set-name '_mta-sts' "
        + "--cname 'id.example.net'\n",
        AzureCliScript.Write(
            [new DomainRecords(Domain, Domain, [new DnsRecord("_mta-sts", DnsRecordType.Cname, "id.example.net", 3600)])], "group"),
        Ordinal);

    [Theory, InlineData(Hostile, """'a"b'\''c\d$(id)`id`${e} ;f\032%g'"""), InlineData("'", """''\'''""")]
    public void In_a_shell_everything_is_in_single_quotes(string value, string quoted)
    {
        var script = AzureCliScript.Write(Records(value), "my'group");

        Assert.EndsWith(
            $"""txt add-record --resource-group 'my'\''group' --zone-name 'example.com' --record-set-name 'x' --value {quoted}""" + "\n",
            script, Ordinal);
    }

    [Fact]
    public void The_commands_replace_what_is_at_the_names()
    {
        var script = AzureCliScript.Write(Records(new string('a', 256), Host), resourceGroup: null);

        const string Zone = "--resource-group \"$RESOURCE_GROUP\" --zone-name 'example.com'";
        Assert.Equal(
            $"""
            # For a POSIX shell. What is at these names is replaced.
            # example.com
            az network dns record-set txt delete {Zone} --name 'x' --yes &&
              az network dns record-set txt create {Zone} --name 'x' --ttl 300 &&
              az network dns record-set txt add-record {Zone} --record-set-name 'x' --value '{new string('a', 255)}' 'a'
            az network dns record-set cname set-record {Zone} --record-set-name 'y' --cname 'app.example.net'

            """.ReplaceLineEndings("\n"),
            script);
    }

    [Fact]
    public void Of_several_zones_the_script_says_that_each_may_have_a_resource_group_of_its_own() => Assert.StartsWith(
        "# For a POSIX shell. What is at these names is replaced.\n"
        + "# These zones may be in several resource groups: give each command that of its zone.\n# example.com\n",
        AzureCliScript.Write(
            [.. Records("a"), .. Records("b").Select(records => records with { Zone = DomainName.Parse("b.example") })], "group"),
        Ordinal);

    [Theory]
    [InlineData(Hostile, """'a"b\'c\\d$(id)`id`\${e} ;f\\032%g'""")]
    [InlineData("\\${", """'\\\${'""")]
    [InlineData("''${'", """'\'\'\${\''""")]
    public void In_bicep_quotes_backslashes_and_interpolations_are_escaped(string value, string quoted)
    {
        var text = BicepParameters.Write(Records(value));

        Assert.Equal(
            $$"""
            using './dns.bicep'

            param domains = [
              {
                domain: 'example.com'
                zone: 'example.com'
                records: [
                  {
                    name: 'x'
                    type: 'TXT'
                    ttl: 300
                    value: [
                      {{quoted}}
                    ]
                  }
                ]
              }
            ]

            """.ReplaceLineEndings("\n"),
            text);
    }

    private static DomainRecords[] Records(string text, params DnsRecord[] more) =>
        [new(Domain, Domain, [new DnsRecord("x", DnsRecordType.Txt, text, 300), .. more])];
}
