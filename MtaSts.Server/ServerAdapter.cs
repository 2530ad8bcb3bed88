using MtaSts.Serving.Answers;

namespace MtaSts.Server;

internal static class ServerAdapter
{
    public static async Task AnswerAsync(this HttpContext context, Func<ServingRequest, ValueTask<ServingResponse>> getAnswer)
    {
        var headers = context.Request.Headers;
        var answer = await getAnswer(new ServingRequest(headers.Host, headers["X-Forwarded-Host"], headers.IfNoneMatch));
        var response = context.Response;
        response.StatusCode = (int)answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        // Kestrel itself leaves out the body of an answer to HEAD.
        if (!answer.Body.IsEmpty)
        {
            await response.BodyWriter.WriteAsync(answer.Body);
        }
    }
}
