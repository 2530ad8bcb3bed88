using System.Security.Cryptography;

var body = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "policy.txt"));
var entityTag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"";

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
var app = builder.Build();

// The server's headers, word for word; load.sh compares them.
app.Run(async context =>
{
    var headers = context.Response.Headers;
    headers.XContentTypeOptions = "nosniff";
    headers.ContentSecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    headers["Referrer-Policy"] = "no-referrer";
    headers.StrictTransportSecurity = "max-age=31536000";
    headers.ETag = entityTag;
    headers.CacheControl = "max-age=60";
    headers.Age = "0";
    headers.ContentType = "text/plain; charset=utf-8";
    headers.ContentLength = body.Length;
    await context.Response.BodyWriter.WriteAsync(body);
});
app.Run();
