using System.Net;

namespace MtaSts.Serving.Answers;

/// <summary>An answer, complete but for the headers that go on every one. A host leaves the body out where the request is a HEAD.</summary>
internal sealed record ServingResponse(HttpStatusCode Status, (string Name, string Value)[] Headers, ReadOnlyMemory<byte> Body);
