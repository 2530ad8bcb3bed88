namespace MtaSts.Functions.Tests.Serving;

/// <summary>What comes in Host headers and is nobody's policy host.</summary>
internal static class BadHosts
{
    public static TheoryData<string, string?> All => new()
    {
        { "missing", null },
        { "empty", "" },
        { "no domain", "mta-sts." },
        { "no domain, no dot", "mta-sts" },
        { "no domain, with a port", "mta-sts.:443" },
        { "a dot only", "." },
        { "the domain itself", "example.com" },
        { "another host of the domain", "www.example.com" },
        { "the prefix without a dot", "mta-stsexample.com" },
        { "the prefix in the middle", "www.mta-sts.example.com" },
        { "one label", "mta-sts.com" },
        { "the app's own name", "app.azurewebsites.net" },
        { "IPv4", "192.0.2.1" },
        { "IPv4 with a port", "192.0.2.1:7071" },
        { "IPv4 behind the prefix", "mta-sts.192.0.2.1" },
        { "IPv6", "[2001:db8::1]" },
        { "IPv6 with a port", "[2001:db8::1]:443" },
        { "5,000 characters", "mta-sts." + new string('a', 5_000) },
        { "5,000 characters in labels", "mta-sts." + string.Concat(Enumerable.Repeat("abc.", 1_250)) + "example" },
        { "a label of 64", $"mta-sts.{new string('a', 64)}.example" },
        { "U-label", "mta-sts.bücher.example" },
        { "percent-encoding", "mta-sts.ex%61mple.com" },
        { "two trailing dots", "mta-sts.example.com.." },
        { "a leading dot", ".mta-sts.example.com" },
        { "an empty label", "mta-sts..example.com" },
        { "a hyphen first", "mta-sts.-example.com" },
        { "an underscore", "mta-sts.exa_mple.com" },
        { "a wildcard", "mta-sts.*.example.com" },
        { "a space", "mta-sts.example.com evil" },
        { "a line end", "mta-sts.example.com\r\nX: y" },
        { "a NUL", "mta-sts.example.com\0" },
        { "a slash", "mta-sts.example.com/../other" },
        { "a backslash", "mta-sts.example.com\\..\\other" },
        { "a user", "user@mta-sts.example.com" },
        { "a port that is none", "mta-sts.example.com:https" },
        { "a port too long", "mta-sts.example.com:123456" },
        { "two ports", "mta-sts.example.com:80:80" },
        { "two hosts", "mta-sts.example.com, mta-sts.example.net" },
    };
}
