using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>The policy host that domains have before they come to the app.</summary>
internal sealed class OtherPolicyHost
{
    public const string Name = "policies.elsewhere.test";
    public const string Address = "52.166.10.20";

    private readonly ConcurrentDictionary<string, string> policies = [];

    public void Serve(string domain, string mode, params string[] mx) => policies[$"mta-sts.{domain}"] =
        $"version: STSv1\r\nmode: {mode}\r\n{string.Concat(mx.Select(pattern => $"mx: {pattern}\r\n"))}max_age: 1209600\r\n";

    public async Task AnswerAsync(HttpContext context)
    {
        if (policies.GetValueOrDefault(context.Request.Host.Host) is not { } policy)
        {
            context.Response.StatusCode = 404;
            return;
        }

        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(policy);
    }
}
