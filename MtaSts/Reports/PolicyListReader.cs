using System.Text.Json;

namespace MtaSts.Reports;

/// <summary>Reads the member <c>policies</c> of a report (RFC 8460 §4.4).</summary>
internal sealed class PolicyListReader
{
    private const int MaximumLine = 300;

    private readonly ReportHints hints;
    private readonly List<ReportedPolicy> policies = [];
    private readonly List<string> remarks = [];
    private readonly FailureTally failures;

    private PolicyListReader(ReportHints hints)
    {
        this.hints = hints;
        failures = new FailureTally(AddRemark);
    }

    public IReadOnlyList<ReportedPolicy> Policies => policies;

    public IReadOnlyList<string> Remarks => remarks;

    /// <exception cref="ReportFormatException">It is not a list of policies, or too long.</exception>
    public static PolicyListReader Read(ref Utf8JsonReader reader, ReportHints hints)
    {
        var list = new PolicyListReader(hints);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new ReportFormatException("it is not a TLS report: policies is not a list");
        }

        var count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (++count > ReportLimits.Policies)
            {
                throw new ReportFormatException($"it has more than {ReportLimits.Policies:N0} policies");
            }

            list.ReadElement(ref reader);
        }

        if (reader.TokenType != JsonTokenType.EndArray)
        {
            throw new ReportFormatException("policies contains something that is not an object");
        }

        return count == 0 || list.policies.Count > 0 ? list : throw new ReportFormatException(
            list.remarks.FirstOrDefault() ?? "it names no domain");
    }

    private void ReadElement(ref Utf8JsonReader reader)
    {
        var draft = new Draft();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("policy"u8))
            {
                ReadPolicy(ref reader, draft);
            }
            else if (reader.ValueTextEquals("summary"u8))
            {
                ReadSummary(ref reader, draft);
            }
            else if (reader.ValueTextEquals("failure-details"u8))
            {
                ReadFailures(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        Add(draft, failures.Take());
    }

    private void Add(Draft draft, IReadOnlyList<ReportedFailure> details)
    {
        var domain = hints.Domain;
        if (draft.Domain is { } text)
        {
            if (!DomainName.TryParse(text, out var named, out var fault))
            {
                AddRemark($"{PlainText.Quote(text)} is not a domain ({fault})");
                return;
            }

            domain = named;
        }

        if (domain is null)
        {
            AddRemark("it does not say of which domain it is (policy-domain), and neither do the mail and the file's name");
            return;
        }

        policies.Add(new ReportedPolicy
        {
            Type = draft.Type?.ToLowerInvariant() ?? "",
            Domain = domain.Value,
            Lines = draft.Lines,
            Successful = draft.Successful,
            Failed = Math.Max(draft.Failed, details.Sum(failure => failure.Sessions)),
            Failures = details,
        });
    }

    private static void ReadPolicy(ref Utf8JsonReader reader, Draft draft)
    {
        if (!JsonValue.EnterObject(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("policy-type"u8))
            {
                draft.Type = JsonValue.ReadText(ref reader, MaximumLine);
            }
            else if (reader.ValueTextEquals("policy-domain"u8))
            {
                draft.Domain = JsonValue.ReadText(ref reader, MaximumLine);
            }
            else if (reader.ValueTextEquals("policy-string"u8))
            {
                draft.Lines = JsonValue.ReadTexts(ref reader, MaximumLine);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadSummary(ref Utf8JsonReader reader, Draft draft)
    {
        if (!JsonValue.EnterObject(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("total-successful-session-count"u8))
            {
                draft.Successful = JsonValue.ReadCount(ref reader, "total-successful-session-count", least: 0, AddRemark) ?? 0;
            }
            else if (reader.ValueTextEquals("total-failure-session-count"u8))
            {
                draft.Failed = JsonValue.ReadCount(ref reader, "total-failure-session-count", least: 1, AddRemark) ?? 0;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadFailures(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            failures.Add(FailureReader.Read(ref reader, AddRemark));
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    failures.Add(FailureReader.Read(ref reader, AddRemark));
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private void AddRemark(string remark)
    {
        if (remarks.Count < ReportLimits.Remarks && !remarks.Contains(remark))
        {
            remarks.Add(remark);
        }
    }

    private sealed class Draft
    {
        public string? Type { get; set; }
        public string? Domain { get; set; }
        public List<string> Lines { get; set; } = [];
        public long Successful { get; set; }
        public long Failed { get; set; }
    }
}
