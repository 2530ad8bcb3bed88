using Microsoft.Extensions.Primitives;

namespace MtaSts.Serving.Answers;

/// <summary>What an answer depends on: the values of these headers, as they came.</summary>
internal readonly record struct ServingRequest(StringValues Host, StringValues ForwardedHost, StringValues IfNoneMatch);
