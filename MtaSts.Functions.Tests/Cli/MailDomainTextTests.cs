using MtaSts.Cli.Names;

namespace MtaSts.Functions.Tests.Cli;

public sealed class MailDomainTextTests : TestsWithFolder
{
    private const string Website = "it is the address of a website; write what stands after the @ of the mail addresses";
    private const string Wildcard = "MTA-STS has no wildcards for domains (RFC 8461 §3.4); name each domain";
    private const string Character = "it contains a character other than letters, digits, hyphens and dots";
    private const string Comma = "it contains a comma or a semicolon; name each domain by itself";

    [Theory]
    [InlineData("contoso.com")]
    [InlineData("CONTOSO.com.")]
    [InlineData(" contoso.com\u00a0")]
    [InlineData("\tcontoso.com\r")]
    public void A_domain_in_any_case_with_a_final_dot_or_white_space_around_is_the_domain(string text)
    {
        Assert.Equal(("contoso.com", null), Read(text));
        Assert.Null(MailDomainText.FindNote(text));
    }

    [Theory]
    [InlineData("mta-sts.contoso.com", "contoso.com")]
    [InlineData("MTA-STS.contoso.com.", "contoso.com")]
    [InlineData("_mta-sts.contoso.com", "contoso.com")]
    [InlineData("_smtp._tls.contoso.com", "contoso.com")]
    [InlineData("https://mta-sts.contoso.com/.well-known/mta-sts.txt", "contoso.com")]
    [InlineData("mta-sts.contoso.com/.well-known/mta-sts.txt", "contoso.com")]
    [InlineData("https://mta-sts.b\u00fccher.example", "xn--bcher-kva.example")]
    [InlineData("https://contoso.com/x", "contoso.com")]
    [InlineData("http://contoso.com:8080/", "contoso.com")]
    [InlineData("user@contoso.com", "contoso.com")]
    [InlineData("@contoso.com", "contoso.com")]
    [InlineData("mailto:user@contoso.com", "contoso.com")]
    [InlineData("user@mta-sts.contoso.com", "mta-sts.contoso.com")]
    [InlineData("mta-sts.mta-sts.contoso.com", "mta-sts.contoso.com")]
    public void What_was_certainly_meant_is_taken_and_said(string text, string domain)
    {
        Assert.Equal((domain, null), Read(text));
        Assert.Equal($"{MailDomainText.Show(text)} was taken for {domain}.", MailDomainText.FindNote(text));
    }

    [Theory]
    [InlineData("mta-sts.contoso.com", "mta-sts.contoso.com")]
    [InlineData("user@contoso.com", "user@contoso.com")]
    [InlineData("https://contoso.com", "https://contoso.com")]
    [InlineData("https://contoso.com/", "https://contoso.com/")]
    [InlineData("https://mta-sts.contoso.com/.well-known/mta-sts.txt", "https://mta-sts.contoso.com/…")]
    [InlineData("mta-sts.contoso.com/.well-known/mta-sts.txt", "mta-sts.contoso.com/…")]
    [InlineData("https://user:SECRET@contoso.com:443/workflows/SECRET?sig=SECRET", "https://contoso.com:443/…")]
    [InlineData("https://contoso.com?sig=SECRET&to=https://x.example/", "https://contoso.com?…")]
    [InlineData("contoso.com?sig=SECRET&to=https://x.example/", "contoso.com?…")]
    [InlineData("https://contoso com#SECRET/SECRET@x", "https://contoso com#…")]
    [InlineData(@"https:\\contoso.com\SECRET", @"https:\…")]
    [InlineData("https:/contoso.com/SECRET", "https:/…")]
    public void Of_a_url_only_scheme_and_host_are_shown(string text, string shown) => Assert.Equal(shown, MailDomainText.Show(text));

    [Theory]
    [InlineData(
        "https://prod-12.westeurope.logic.azure.com/workflows/abc/triggers?sig=SECRET",
        "https://prod-12.westeurope.logic.azure.com/… was taken for prod-12.westeurope.logic.azure.com.\n"
        + "--notify-format is for a notification. Add --notify.\n")]
    [InlineData(
        "https://contoso.com/hook;SECRET",
        "'https://contoso.com/…' is not a domain name: it contains a comma or a semicolon; name each domain by itself.")]
    public async Task The_secret_of_a_webhook_in_the_place_of_a_domain_is_not_repeated(string url, string message)
    {
        var result = await Tool.RunAsync("check", "contoso.com", "--notify-format", "teams", url);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(message, result.Errors, Ordinal);
        Assert.DoesNotContain("SECRET", result.Errors + result.Output, Ordinal);
    }

    [Theory]
    [InlineData("mta-sts.com", "mta-sts.com")]
    [InlineData("mta-sts-contoso.com", "mta-sts-contoso.com")]
    [InlineData("www.contoso.com", "www.contoso.com")]
    [InlineData("b\u00fccher.example", "xn--bcher-kva.example")]
    public void What_only_looks_like_it_is_left_as_it_is(string text, string domain)
    {
        Assert.Equal((domain, null), Read(text));
        Assert.Null(MailDomainText.FindNote(text));
    }

    [Theory]
    [InlineData("*.contoso.com", Wildcard)]
    [InlineData("https://www.contoso.com/", Website)]
    [InlineData("contoso.com,fabrikam.com", Comma)]
    [InlineData("contoso.com;", Comma)]
    [InlineData("contoso", "it has only one label")]
    [InlineData("https://contoso", "it has only one label")]
    [InlineData("_mta-sts.com", Character)]
    [InlineData("_dmarc.contoso.com", Character)]
    [InlineData("contoso.com fabrikam.com", Character)]
    [InlineData("192.0.2.1", "it ends in a number, like an IP address")]
    [InlineData("https://192.0.2.1/", "it ends in a number, like an IP address")]
    [InlineData("https:///x", Character)]
    [InlineData("user@", "it is empty")]
    [InlineData("", "it is empty")]
    [InlineData(null, "it is empty")]
    public void Anything_else_is_refused_with_what_to_write(string? text, string fault) => Assert.Equal(("", fault), Read(text));

    [Fact]
    public void Nothing_that_is_no_domain_is_ever_taken_for_one()
    {
        var random = new Random(20261130);
        string[] parts =
        [
            "mta-sts.", "_mta-sts.", "contoso", ".", "com", "@", "/", "://", "https", "*", ":", " ", "\u0000", "\ud800", "\u200b", "[",
        ];
        for (var count = 0; count < 100_000; count++)
        {
            var text = string.Concat(random.GetItems(parts, random.Next(8)));
            if (MailDomainText.TryParse(text, out var domain, out var fault))
            {
                Assert.True(DomainName.TryParseAscii(domain.Ascii, out var same, out _) && same == domain, text);
            }
            else
            {
                Assert.NotEmpty(fault);
            }
        }
    }

    [Fact]
    public async Task A_command_says_what_it_took_on_standard_error()
    {
        var database = InFolder("policies.db");
        await Tool.RunAsync("init", "--database", database);

        var result = await Tool.RunAsync(
            "set", "mta-sts.contoso.com", "user@contoso.com", "--mx", "mail.contoso.com", "--yes", "--database", database);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(
            "mta-sts.contoso.com was taken for contoso.com.\nuser@contoso.com was taken for contoso.com.\n", result.Errors, Ordinal);
        Assert.Single(result.Output.Split('\n'), line => line.StartsWith("contoso.com:", Ordinal));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Where_an_earlier_version_took_it_as_it_stands_nobody_guesses_which_is_meant(bool isRemoved)
    {
        string[] store = ["--database", InFolder("policies.db")];
        await Tool.RunAsync(["init", .. store]);
        await Tool.RunAsync(["set", "contoso.com", "mta-sts.mta-sts.contoso.com", "--mx", "mail.contoso.com", "--yes", .. store]);
        if (isRemoved)
        {
            await Tool.RunAsync(["remove", "mta-sts.mta-sts.contoso.com", "--now", "--reason", "a mistake", "--yes", .. store]);
        }

        string[][] commands =
        [
            ["remove", "mta-sts.contoso.com", "--yes"], ["rollback", "mta-sts.contoso.com", "--yes"], ["history", "mta-sts.contoso.com"],
            ["set", "mta-sts.contoso.com", "--mode", "none", "--yes"], ["status", "mta-sts.contoso.com"],
            ["move-mx", "MTA-STS.contoso.com.", "--to", "mx.example.net", "--yes"],
        ];
        foreach (var command in isRemoved ? commands : [.. commands, ["show", "mta-sts.contoso.com"]])
        {
            Assert.Equal(
                (2, $"{command[1]} was taken for contoso.com.\nmta-sts.contoso.com is or was hosted here as a domain of its own. Write "
                    + "mta-sts.mta-sts.contoso.com for it, or contoso.com for the other. Nothing was changed.\n"),
                (await Tool.RunAsync([.. command, .. store])).Ending);
        }

        Assert.Equal(
            isRemoved ? ["contoso.com"] : ["contoso.com", "mta-sts.contoso.com"],
            (await Tool.RunAsync(["list", "--output", "json", .. store])).Json.Texts("domain").Order());
        Assert.Equal(0, (await Tool.RunAsync(["history", "mta-sts.mta-sts.contoso.com", .. store])).ExitCode);
        Assert.Equal(0, (await Tool.RunAsync(["show", "contoso.com", .. store])).ExitCode);
    }

    [Fact]
    public async Task A_command_refuses_a_wildcard_and_says_to_name_each_domain() => Assert.Equal(
        (1, $"'*.contoso.com' is not a domain name: {Wildcard}."), (await Tool.RunAsync("show", "*.contoso.com")).Refusal);

    [Fact]
    public async Task Of_a_long_list_the_first_are_said()
    {
        Write("list", string.Concat(Enumerable.Range(0, 300).Select(number => $"mta-sts.d{number:000}.test\n")));
        var result = await Tool.RunAsync("check", "--file", InFolder("list"));

        var notes = result.Errors.Split('\n').TakeWhile(line => line.Contains("taken", Ordinal)).ToList();
        Assert.Equal(11, notes.Count);
        Assert.Equal("mta-sts.d000.test was taken for d000.test.", notes[0]);
        Assert.Equal("… and 290 more were taken so.", notes[10]);
    }

    private static (string Domain, string? Fault) Read(string? text) =>
        MailDomainText.TryParse(text, out var domain, out var fault) ? (domain.Ascii, fault) : ("", fault);
}
