using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>The JSON of a report as RFC 8460 §4.4 has it, to be bent into what senders make of it, and what it comes in.</summary>
internal static class ReportText
{
    public static JsonObject Create(string domain = "contoso.com", long successful = 10, long failed = 0) => new()
    {
        ["organization-name"] = "Example Mail",
        ["date-range"] = new JsonObject { ["start-datetime"] = "2026-11-20T00:00:00Z", ["end-datetime"] = "2026-11-20T23:59:59Z" },
        ["contact-info"] = "reports@mail.example",
        ["report-id"] = "2026-11-20T00:00:00Z_contoso.com",
        ["policies"] = new JsonArray
        {
            new JsonObject
            {
                ["policy"] = new JsonObject
                {
                    ["policy-type"] = "sts",
                    ["policy-string"] = new JsonArray { "version: STSv1", "mode: testing", "mx: *.mx.contoso.com", "max_age: 1209600" },
                    ["policy-domain"] = domain,
                    ["mx-host"] = new JsonArray { "*.mx.contoso.com" },
                },
                ["summary"] = new JsonObject
                {
                    ["total-successful-session-count"] = successful,
                    ["total-failure-session-count"] = failed,
                },
            },
        },
    };

    /// <summary>A report of a day with two failed sessions of a kind, or with none where that is empty.</summary>
    public static JsonObject CreateOf(DomainName domain, int daysAgo, string type, string policy, string kind, string host)
    {
        var report = Create(domain.Ascii, failed: kind.Length > 0 ? 2 : 0);
        var day = DateTime.UtcNow.Date.AddDays(-daysAgo);
        report["date-range"]!["start-datetime"] = day.ToString("s", CultureInfo.InvariantCulture) + "Z";
        report["date-range"]!["end-datetime"] = day.AddDays(1).AddSeconds(-1).ToString("s", CultureInfo.InvariantCulture) + "Z";
        report.GetPolicy()["policy-type"] = type;
        report.GetPolicy()["policy-string"] = new JsonArray([.. policy.Split('|').Select(line => (JsonNode)line)]);
        if (kind is not ("" or "no details"))
        {
            var failure = CreateFailure(kind, 2);
            failure["receiving-mx-hostname"] = host;
            report.SetFailures(failure);
        }

        return report;
    }

    public static JsonObject CreateFailure(string type, long sessions) => new()
    {
        ["result-type"] = type,
        ["sending-mta-ip"] = "192.0.2.1",
        ["receiving-mx-hostname"] = "a.mx.contoso.com",
        ["receiving-ip"] = "192.0.2.2",
        ["failed-session-count"] = sessions,
    };

    public static JsonObject GetPolicy(this JsonObject report) => report["policies"]![0]!["policy"]!.AsObject();

    public static JsonObject GetSummary(this JsonObject report) => report["policies"]![0]!["summary"]!.AsObject();

    public static void SetFailures(this JsonObject report, params JsonNode?[] failures) =>
        report["policies"]![0]!["failure-details"] = new JsonArray(failures);

    public static byte[] ToBytes(this JsonObject report) => Encoding.UTF8.GetBytes(report.ToJsonString());

    public static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> files)
    {
        var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return packed.ToArray();
    }

    /// <summary>A mail as senders write it (RFC 8460 §5.3).</summary>
    public static byte[] Mail(string headers, params IEnumerable<(string Headers, byte[] Content)> parts)
    {
        var text = new StringBuilder(
            $"From: reports@mail.example\r\nTo: tls@contoso.com\r\nMIME-Version: 1.0\r\n{headers}"
            + "Content-Type: multipart/report; report-type=tlsrpt; boundary=\"b\"\r\n\r\n");
        foreach (var (partHeaders, content) in parts)
        {
            text.Append("--b\r\n").Append(partHeaders).Append("Content-Transfer-Encoding: base64\r\n\r\n")
                .Append(Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("--b--\r\n").ToString());
    }
}
