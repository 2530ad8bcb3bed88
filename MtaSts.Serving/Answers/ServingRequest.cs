using Microsoft.Extensions.Primitives;

namespace MtaSts.Serving.Answers;

internal readonly record struct ServingRequest(StringValues Host, StringValues ForwardedHost, StringValues IfNoneMatch);
