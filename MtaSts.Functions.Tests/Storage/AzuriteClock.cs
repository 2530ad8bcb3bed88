using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>Says in each request what time it is, so that rows get the time of a clock (azurite/clock.js).</summary>
internal sealed class AzuriteClock(TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) =>
        message.Request.Headers.SetValue("x-test-time", time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
}
