using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>An answer of Table Storage that says what is missing.</summary>
internal sealed class ErrorResponse(string code) : Response
{
    private readonly HttpHeader header = new("x-ms-error-code", code);

    public override int Status => 404;
    public override string ReasonPhrase => "Not Found";
    public override Stream? ContentStream { get; set; }
    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = ContainsHeader(name) ? header.Value : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = ContainsHeader(name) ? [header.Value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => name.Equals(header.Name, OrdinalIgnoreCase);
    protected override IEnumerable<HttpHeader> EnumerateHeaders() => [header];
}
