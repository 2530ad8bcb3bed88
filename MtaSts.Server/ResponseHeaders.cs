namespace MtaSts.Server;

/// <summary>The headers that go on every answer, as host.json has the Functions host send them.</summary>
internal static class ResponseHeaders
{
    public static IReadOnlyList<(string Name, string Value)> All { get; } =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        ("Referrer-Policy", "no-referrer"),
        ("Strict-Transport-Security", "max-age=31536000"),
    ];

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        foreach (var (name, value) in All)
        {
            context.Response.Headers[name] = value;
        }

        return next(context);
    }
}
