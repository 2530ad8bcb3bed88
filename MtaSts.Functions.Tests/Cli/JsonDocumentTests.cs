using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Json;
using MtaSts.Cli.Notifications;

namespace MtaSts.Functions.Tests.Cli;

public sealed partial class JsonDocumentTests
{
    private static readonly JsonSerializerContext[] Contexts = [ToolJson.Default, CheckJson.Default, WebhookJson.Default];

    /// <summary>The sections of the document, each with the shape that it describes.</summary>
    private static readonly Dictionary<string, Type> Shapes = new()
    {
        ["A finding"] = typeof(FindingJson),
        ["A policy"] = typeof(PolicyJson),
        ["A change"] = typeof(ChangeJson),
        ["A set-up"] = typeof(InitJson),
        ["A hosted domain"] = typeof(HostedDomainJson),
        ["A record of a hosted domain"] = typeof(HostedDomainJson.Record),
        ["A template"] = typeof(TemplateJson),
        ["A lint result"] = typeof(LintJson),
        ["The records of a domain"] = typeof(DomainRecordsJson),
        ["A DNS record"] = typeof(DnsRecordJson),
        ["A report"] = typeof(CheckReportJson),
        ["The counts of a report"] = typeof(ReportCounts),
        ["The changes of a report"] = typeof(CheckChangesJson),
        ["A domain checked"] = typeof(CheckedDomainJson),
        ["A part of a check"] = typeof(CheckPartJson),
        ["An observation"] = typeof(Observation),
        ["A finding of a check"] = typeof(CheckFindingJson),
        ["An earlier finding"] = typeof(EarlierFindingJson),
        ["A notification"] = typeof(NotificationJson),
        ["A finding of a notification"] = typeof(NotifiedFindingJson),
        ["What could not be looked at"] = typeof(NotifiedGapJson),
        ["A promotion"] = typeof(PromotionJson),
        ["A status"] = typeof(StatusJson),
        ["A policy that a sender goes by"] = typeof(PolicyInUseJson),
        ["A move of an MX"] = typeof(MxMoveJson),
        ["A step of a move"] = typeof(MxMoveStepJson),
        ["A domain on its way"] = typeof(OnboardingJson),
        ["What senders report"] = typeof(ReportsJson),
        ["A file that is not a report"] = typeof(UnreadableJson),
        ["A domain that is reported of"] = typeof(DomainReportsJson),
        ["A day that is reported of"] = typeof(ReportedDayJson),
        ["Failures of a kind"] = typeof(FailureGroupJson),
        ["Sessions without MTA-STS"] = typeof(OtherSessionsJson),
        ["What was fetched from a mailbox"] = typeof(FetchedReportsJson),
        ["A message that was not saved"] = typeof(UnsavedMessageJson),
    };

    public static TheoryData<string> Titles => [.. Shapes.Keys];

    [Theory, MemberData(nameof(Titles))]
    public void The_document_lists_the_members_of_a_shape(string title)
    {
        var documented = Sections()[title].Split('\n')
            .Where(line => line.StartsWith("| `", Ordinal))
            .SelectMany(line => Name().Matches(line.Split('|')[1]).Select(name => name.Groups[1].Value));

        var written = Contexts.Select(context => context.GetTypeInfo(Shapes[title])).First(type => type is not null)!;
        Assert.Equal(written.Properties.Select(member => member.Name).Order(), documented.Order());
    }

    [Fact]
    public void The_document_has_a_section_for_each_shape_and_no_other()
    {
        var written = Contexts
            .SelectMany(context => context.GetType().GetProperties()
                .Where(property => property.PropertyType.IsAssignableTo(typeof(JsonTypeInfo)))
                .Select(property => (JsonTypeInfo)property.GetValue(context)!))
            .Where(type => type.Kind == JsonTypeInfoKind.Object).Select(type => type.Type).Distinct();

        Assert.Equal(written.OrderBy(type => type.FullName), Shapes.Values.OrderBy(type => type.FullName));
        Assert.Equal(Shapes.Keys.Order(), Sections().Keys.Order());
    }

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Name();

    private static Dictionary<string, string> Sections() =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "json.md")).Split("\n## ").Skip(1)
            .ToDictionary(section => section[..section.IndexOf('\n', Ordinal)]);
}
