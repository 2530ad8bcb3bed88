using System.Text.Json;

namespace MtaSts.Reports;

/// <summary>Reads the member <c>policies</c> of a report (RFC 8460 §4.4).</summary>
internal sealed class PolicyListReader
{
    private readonly ReportHints hints;
    private readonly List<ReportedPolicy> policies = [];
    private readonly List<string> remarks = [];
    private readonly FailureTally failures;
    private int count;
    private int characters = ReportLimits.PolicyCharacters;

    public PolicyListReader(ReportHints hints)
    {
        this.hints = hints;
        failures = new FailureTally(AddRemark);
    }

    public IReadOnlyList<ReportedPolicy> Policies => policies;

    public IReadOnlyList<string> Remarks => remarks;

    /// <summary>Reads it; again where it comes again, so that nothing of either is lost.</summary>
    /// <exception cref="ReportFormatException">It is not a list of policies, or too long.</exception>
    public void Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new ReportFormatException("it is not a TLS report: policies is not a list");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (++count > ReportLimits.Policies)
            {
                throw new ReportFormatException($"it has more than {ReportLimits.Policies:N0} policies");
            }

            ReadElement(ref reader);
        }

        if (reader.TokenType != JsonTokenType.EndArray)
        {
            throw new ReportFormatException("policies contains something that is not an object");
        }

        if (count > 0 && policies.Count == 0)
        {
            throw new ReportFormatException(remarks.FirstOrDefault() ?? "it names no domain");
        }
    }

    private void ReadElement(ref Utf8JsonReader reader)
    {
        var policy = new PolicyDraft(readsLines: characters >= 0);
        var summary = new SessionSummary(AddRemark);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("policy"u8))
            {
                policy.Read(ref reader);
            }
            else if (reader.ValueTextEquals("summary"u8))
            {
                summary.Read(ref reader);
            }
            else if (reader.ValueTextEquals("failure-details"u8))
            {
                JsonValue.ForEach(ref reader, ReadFailure);
            }
            else
            {
                reader.Skip();
            }
        }

        Add(policy, summary, failures.Take());
    }

    private void ReadFailure(ref Utf8JsonReader reader)
    {
        if (FailureReader.Read(ref reader, AddRemark) is { } failure)
        {
            failures.Add(failure);
        }
    }

    private void Add(PolicyDraft policy, SessionSummary summary, IReadOnlyList<ReportedFailure> details)
    {
        var domain = hints.Domain;
        if (policy.Domain is { } text)
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
            Type = policy.Type?.ToLowerInvariant() ?? "",
            Domain = domain.Value,
            Lines = Limit(policy.Lines),
            Successful = summary.Successful,
            Failed = Math.Max(summary.Failed, details.Sum(failure => failure.Sessions)),
            Failures = details,
        });
    }

    private IReadOnlyList<string> Limit(IReadOnlyList<string> lines)
    {
        characters -= lines.Sum(line => line.Length);
        if (characters >= 0)
        {
            return lines;
        }

        AddRemark($"its policies have more than {ReportLimits.PolicyCharacters:N0} characters together: the rest of them are not kept");
        return [];
    }

    private void AddRemark(string remark)
    {
        if (remarks.Count < ReportLimits.Remarks && !remarks.Contains(remark))
        {
            remarks.Add(remark);
        }
    }
}
