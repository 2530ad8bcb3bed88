using MtaSts.Checks.Lookups;

namespace MtaSts.Functions.Tests.Checks;

public sealed class DnsLookupTests
{
    private const string Name = "contoso.com";

    [Fact]
    public async Task A_text_record_is_its_character_strings()
    {
        var answer = await FindTextAsync(new DnsServer(new DnsZone().Text(Name, "v=STSv1; ", "id=1;").Text(Name, "ä \0\u0007\"\\<b>")));

        Assert.Equal((DnsOutcome.Found, Name, (string?)null), (answer.Outcome, answer.Name, answer.Fault));
        Assert.Equal([["v=STSv1; ", "id=1;"], ["\uFFFD \0\u0007\"\\<b>"]], answer.Records);
        Assert.Empty(answer.Aliases);
    }

    [Fact]
    public async Task Mail_exchanges_come_in_the_order_of_preference_in_lower_case_without_the_trailing_dot()
    {
        var answer = await AskAsync(
            new DnsServer(new DnsZone().MailExchanges(Name, "First.example.com", "second.example.com")),
            lookup => lookup.FindMailExchangesAsync(Name, Token));

        Assert.Equal([new MailExchange("first.example.com", 0), new MailExchange("second.example.com", 1)], answer.Records);
    }

    [Fact]
    public async Task The_host_of_a_null_mx_is_empty()
    {
        using var server = new DnsServer(new DnsZone().MailExchanges(Name, "."));

        Assert.Equal([new MailExchange("", 0)], (await new DnsLookup(server.EndPoint).FindMailExchangesAsync(Name, Token)).Records);
    }

    [Fact]
    public async Task An_internationalised_domain_is_asked_for_in_a_label_form()
    {
        var domain = DomainName.Parse("bücher.example").Ascii;
        var answer = await FindTextAsync(
            new DnsServer(new DnsZone().Alias($"_mta-sts.{domain}", $"sts.{domain}").Text($"sts.{domain}", "text")), $"_mta-sts.{domain}");

        Assert.Equal(["text"], Assert.Single(answer.Records));
        Assert.Equal([$"sts.{domain}"], answer.Aliases);
    }

    [Fact]
    public async Task Addresses_are_those_of_both_kinds()
    {
        var answer = await FindAddressesAsync(
            new DnsServer(new DnsZone().Address(Name, "8.8.8.8", 300).Address(Name, "2001:4860:4860::8888", 200)));

        Assert.Equal([IPAddress.Parse("8.8.8.8"), IPAddress.Parse("2001:4860:4860::8888")], answer.Records);
        Assert.Equal(TimeSpan.FromSeconds(200), answer.TimeToLive);
    }

    [Theory, InlineData("2001:4860:4860::8888"), InlineData("8.8.8.8")]
    public async Task An_address_of_one_kind_is_enough(string address)
    {
        var answer = await FindAddressesAsync(new DnsServer(new DnsZone().Address(Name, address)));

        Assert.Equal((DnsOutcome.Found, (string?)null), (answer.Outcome, answer.Fault));
        Assert.Equal([IPAddress.Parse(address)], answer.Records);
    }

    [Fact]
    public async Task Addresses_of_one_kind_are_found_though_the_other_kind_fails_and_that_is_said()
    {
        var zone = new DnsZone().Address(Name, "8.8.8.8");
        var answer = await FindAddressesAsync(new DnsServer(
            query => [query.Type == 1 ? zone.Answer(query) : DnsMessage.Answer(query, DnsMessage.ServerFailure, [])]));

        Assert.Equal((DnsOutcome.Found, "SERVFAIL"), (answer.Outcome, answer.Fault));
    }

    [Fact]
    public async Task No_address_of_one_kind_says_nothing_when_the_other_kind_fails()
    {
        using var server = new DnsServer(
            query => [DnsMessage.Answer(query, query.Type == 1 ? DnsMessage.NoError : DnsMessage.ServerFailure, [])]);

        Assert.Equal(DnsOutcome.Failed, (await new DnsLookup(server.EndPoint).FindAddressesAsync(Name, Token)).Outcome);
    }

    [Theory, InlineData(DnsMessage.NoError, DnsOutcome.NoData, null), InlineData(DnsMessage.NameError, DnsOutcome.NxDomain, null)]
    [InlineData(DnsMessage.ServerFailure, DnsOutcome.Failed, "SERVFAIL"), InlineData(DnsMessage.Refused, DnsOutcome.Failed, "REFUSED")]
    [InlineData(1, DnsOutcome.Failed, "FORMERR"), InlineData(4, DnsOutcome.Failed, "NOTIMP"), InlineData(9, DnsOutcome.Failed, "NOTAUTH")]
    [InlineData(15, DnsOutcome.Failed, "response code 15")]
    public async Task What_is_not_there_and_what_is_not_known_are_told_apart(int code, DnsOutcome outcome, string? fault)
    {
        var answer = await FindTextAsync(new DnsServer(new DnsZone().Fails(Name, code)));

        Assert.Equal((outcome, fault), (answer.Outcome, answer.Fault));
        Assert.Null(answer.TimeToLive);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Aliases_are_followed_in_the_answer_or_by_asking_again(bool followsAliases)
    {
        var answer = await FindTextAsync(new DnsServer(new DnsZone { FollowsAliases = followsAliases }
            .Alias(Name, "one.example", 300).Alias("one.example", "Two.example", 100).Alias("Two.example", "three.example", 200)
            .Alias("two.example", "three.example", 200).Text("three.example", 400, "text")));

        Assert.Equal(DnsOutcome.Found, answer.Outcome);
        Assert.Equal(["one.example", "two.example", "three.example"], answer.Aliases);
        Assert.Equal(TimeSpan.FromSeconds(100), answer.TimeToLive);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_alias_of_a_name_that_does_not_exist_is_no_such_name(bool followsAliases)
    {
        var answer = await FindAddressesAsync(
            new DnsServer(new DnsZone { FollowsAliases = followsAliases }.Alias(Name, "gone.example", 300)));

        Assert.Equal(DnsOutcome.NxDomain, answer.Outcome);
        Assert.Equal(["gone.example"], answer.Aliases);
        Assert.Equal(TimeSpan.FromSeconds(300), answer.TimeToLive);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Aliases_that_lead_back_are_a_loop(bool followsAliases)
    {
        var answer = await FindTextAsync(new DnsServer(
            new DnsZone { FollowsAliases = followsAliases }.Alias(Name, "one.example").Alias(
                "one.example", "two.example").Alias("two.example", Name)));

        Assert.Equal((DnsOutcome.CnameLoop, "the CNAMEs lead back to 'contoso.com'"), (answer.Outcome, answer.Fault));
        Assert.Equal(["one.example", "two.example", Name], answer.Aliases);
    }

    [Theory, InlineData(8, true, DnsOutcome.Found), InlineData(8, false, DnsOutcome.Found), InlineData(9, true, DnsOutcome.CnameLoop)]
    [InlineData(9, false, DnsOutcome.CnameLoop)]
    public async Task Eight_aliases_are_followed(int count, bool followsAliases, DnsOutcome outcome)
    {
        var zone = new DnsZone { FollowsAliases = followsAliases }.Text($"{count}.example", "text");
        for (var i = 0; i < count; i++)
        {
            zone.Alias($"{i}.example", $"{i + 1}.example");
        }

        using var server = new DnsServer(zone);

        Assert.Equal(outcome, (await new DnsLookup(server.EndPoint).FindTextAsync("0.example", Token)).Outcome);
        Assert.InRange(server.Queries.Count, 1, 9);
    }

    [Fact]
    public async Task Records_of_names_that_were_not_asked_for_do_not_count()
    {
        using var server = new DnsServer(query =>
            [DnsMessage.Answer(query, DnsMessage.NoError, [DnsMessage.Record("other.example", 16, 60, [1, (byte)'a'])])]);

        Assert.Equal(DnsOutcome.NoData, (await new DnsLookup(server.EndPoint).FindTextAsync(Name, Token)).Outcome);
    }

    [Fact]
    public async Task A_time_to_live_with_the_highest_bit_set_is_zero() =>
        Assert.Equal(TimeSpan.Zero, (await FindTextAsync(new DnsServer(new DnsZone().Text(Name, -1, "text")))).TimeToLive);

    [Theory, InlineData("evil\0\u001b[31m\n.example", "evil\\000\\027[31m\\010.example")]
    [InlineData("<script>alert(1)</script>.example", "<script>alert(1)</script>.example")]
    [InlineData("\u00ff\u00fe.example", "\\255\\254.example")]
    public async Task Odd_names_come_out_as_text(string name, string text)
    {
        using var server = new DnsServer(new DnsZone().MailExchanges(Name, name).Alias("alias.example", name));
        var lookup = new DnsLookup(server.EndPoint);

        var mx = await lookup.FindMailExchangesAsync(Name, Token);
        var alias = await lookup.FindTextAsync("alias.example", Token);

        Assert.Equal(text, Assert.Single(mx.Records).Host);
        Assert.Equal(text, Assert.Single(alias.Aliases));
    }

    [Theory, InlineData(""), InlineData("."), InlineData("a b.example"), InlineData("<b>.example"), InlineData("evil\\000.example")]
    [InlineData("a..example"), InlineData("0123456789012345678901234567890123456789012345678901234567890123.example")]
    [InlineData(".example")]
    public async Task A_name_that_cannot_be_asked_for_is_a_failure(string name) =>
        Assert.Equal(DnsOutcome.Failed, (await FindAddressesAsync(new DnsServer(new DnsZone()), name)).Outcome);

    [Fact]
    public async Task The_issuers_are_those_of_the_nearest_name_that_has_any()
    {
        var answer = await AskAsync(new DnsServer(new DnsZone()
            .Exists("mta-sts.contoso.com").Issuer(
                "contoso.com", "Issue", "digicert.com; a=b").Issuer("contoso.com", "iodef", "mailto:a@b", 128)
            .Issuer("com", "issue", "other.example")), lookup => lookup.FindCaaAsync("mta-sts.contoso.com", Token));

        Assert.Equal((DnsOutcome.Found, "contoso.com"), (answer.Outcome, answer.Name));
        Assert.Equal([new CaaRecord(0, "issue", "digicert.com; a=b"), new CaaRecord(128, "iodef", "mailto:a@b")], answer.Records);
    }

    [Fact]
    public async Task Issuers_of_an_alias_are_those_of_its_end_but_not_of_the_names_above_it()
    {
        using var server = new DnsServer(new DnsZone()
            .Alias("mta-sts.contoso.com", "app.example.net").Exists("app.example.net").Issuer("example.net", "issue", "other.example"));

        var answer = await new DnsLookup(server.EndPoint).FindCaaAsync("mta-sts.contoso.com", Token);

        Assert.Equal((DnsOutcome.NoData, "mta-sts.contoso.com"), (answer.Outcome, answer.Name));
        Assert.Equal(
            ["mta-sts.contoso.com", "contoso.com", "com"],
            server.Queries.Select(query => query.Name).Where(name => !name.EndsWith("net", Ordinal)));
    }

    [Fact]
    public async Task A_failure_on_the_way_up_to_the_issuers_is_one()
    {
        using var server = new DnsServer(new DnsZone()
            .Exists("mta-sts.contoso.com").Fails("contoso.com", DnsMessage.ServerFailure).Issuer("com", "issue", "other.example"));

        Assert.Equal(DnsOutcome.Failed, (await new DnsLookup(server.EndPoint).FindCaaAsync("mta-sts.contoso.com", Token)).Outcome);
    }

    [Fact]
    public async Task A_server_that_is_silent_gives_no_answer_after_two_tries()
    {
        using var server = new DnsServer(_ => []);

        var answer = await new DnsLookup(server.EndPoint).FindTextAsync(Name, Token);

        Assert.Equal((DnsOutcome.NoAnswer, "the request timed out"), (answer.Outcome, answer.Fault));
        Assert.Equal(2, server.Queries.Count);
    }

    [Fact]
    public async Task A_server_that_is_not_there_gives_no_answer()
    {
        IPEndPoint endPoint;
        using (var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0)))
        {
            endPoint = (IPEndPoint)socket.Client.LocalEndPoint!;
        }

        Assert.Equal(DnsOutcome.NoAnswer, (await new DnsLookup(endPoint).FindTextAsync(Name, Token)).Outcome);
    }

    [Fact]
    public async Task An_answer_to_another_question_is_a_failure()
    {
        var answer = await FindTextAsync(new DnsServer(query =>
        {
            var message = DnsMessage.Answer(query, DnsMessage.NoError, [DnsMessage.Record(Name, 16, 60, [1, (byte)'a'])]);
            message[0] ^= 0xFF;
            return [message];
        }));

        Assert.Equal((DnsOutcome.Failed, "the response is to another question"), (answer.Outcome, answer.Fault));
    }

    [Fact]
    public async Task An_answer_that_is_cut_over_tcp_too_is_a_failure() =>
        Assert.Equal(DnsOutcome.Failed, (await FindTextAsync(new DnsServer(query => [DnsMessage.Cut(query)]))).Outcome);

    [Fact]
    public async Task An_answer_that_is_cut_where_tcp_is_closed_is_no_answer()
    {
        using var server = new DnsServer(query => query.IsTcp ? [] : [DnsMessage.Cut(query)]);

        Assert.Equal(DnsOutcome.NoAnswer, (await new DnsLookup(server.EndPoint).FindTextAsync(Name, Token)).Outcome);
    }

    [Fact]
    public async Task Thousands_of_records_are_fetched_over_tcp()
    {
        var records = Enumerable.Repeat(DnsMessage.Record("a.bc", 16, 60, [1, (byte)'a']), 3_600).ToList();
        using var server = new DnsServer(query => [DnsMessage.Answer(query, DnsMessage.NoError, records)]);

        var answer = await new DnsLookup(server.EndPoint).FindTextAsync("a.bc", Token);

        Assert.Equal([false, true], server.Queries.Select(query => query.IsTcp));
        Assert.Equal(3_600, answer.Records.Count);
    }

    [Fact]
    public async Task Of_a_hundred_thousand_records_in_many_messages_a_bounded_number_is_kept()
    {
        var records = Enumerable.Repeat(DnsMessage.Record("a.bc", 16, 60, [1, (byte)'a']), 3_000).ToList();
        var answer = await FindTextAsync(new DnsServer(query => query.IsTcp
            ? Enumerable.Repeat(DnsMessage.Answer(query, DnsMessage.NoError, records), 34)
            : [DnsMessage.Cut(query)]), "a.bc");

        Assert.Equal(DnsOutcome.Found, answer.Outcome);
        Assert.InRange(answer.Records.Count, 3_000, 5_000);
    }

    [Fact]
    public async Task Only_cancellation_is_thrown()
    {
        using var server = new DnsServer(_ => []);
        using var cancellation = new CancellationTokenSource();

        var lookup = new DnsLookup(server.EndPoint).FindAddressesAsync(Name, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lookup);
    }

    private static Task<DnsAnswer<IReadOnlyList<string>>> FindTextAsync(DnsServer server, string name = Name) =>
        AskAsync(server, lookup => lookup.FindTextAsync(name, Token));

    private static Task<DnsAnswer<IPAddress>> FindAddressesAsync(DnsServer server, string name = Name) =>
        AskAsync(server, lookup => lookup.FindAddressesAsync(name, Token));

    private static async Task<T> AskAsync<T>(DnsServer server, Func<DnsLookup, Task<T>> askAsync)
    {
        using (server)
        {
            return await askAsync(new DnsLookup(server.EndPoint));
        }
    }
}
