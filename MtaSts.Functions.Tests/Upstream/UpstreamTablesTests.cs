using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MtaSts.Checks.Lookups;
using MtaSts.Serving;
using MtaSts.Serving.Caching;
using static MtaSts.Functions.Tests.Upstream.UpstreamWorld;

namespace MtaSts.Functions.Tests.Upstream;

/// <summary>The app as it is registered, on two tables, of which it may write one.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class UpstreamTablesTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_app_writes_copies_and_never_to_the_table_of_policies()
    {
        var name = $"t{Guid.NewGuid():N}";
        var policies = azurite.Server.CreateTableClient(name);
        await policies.CreateAsync(Token);
        var text = Encoding.ASCII.GetString(PolicyRenderer.Render(Good));
        await using var provider = await PolicyServer.StartAsync(context => AnswerAsync(context, text));
        await new RowPolicyStore(new TableRowStore(policies), TimeProvider.System).AddAsync(
            Domain, new PolicyContent.Upstream(provider.Url));
        var writes = new WriteRefusal();
        await using var app = Register(name, writes, provider);

        Assert.Equal(text, Encoding.ASCII.GetString((await app.GetRequiredService<PolicyCache>().FindAsync(Domain)).Policy!.Text.Span));
        await app.GetRequiredService<UpstreamPolicies>().RefreshDueAsync(Token);

        Assert.Empty(writes.Refused);
        var copies = azurite.Server.CreateTableClient($"{name}Upstream");
        Assert.Equal(["fetched", "policy"], await copies.QueryAsync<TableEntity>(cancellationToken: Token)
            .Select(row => row.RowKey).Order().ToListAsync(Token));

        // Were it to write there, it would be seen.
        await Assert.ThrowsAnyAsync<Exception>(
            () => app.GetRequiredService<TableClient>().AddEntityAsync(new TableEntity("a", "b"), Token));
        Assert.Single(writes.Refused);
    }

    private ServiceProvider Register(string table, WriteRefusal writes, PolicyServer provider)
    {
        var settings = new Dictionary<string, string?>
        {
            ["PolicyStorage"] = azurite.Server.ConnectionString,
            ["MtaSts:PolicyTable"] = table,
        };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddPolicyServing(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var options = new TableClientOptions();
        options.AddPolicy(writes, HttpPipelinePosition.PerCall);
        services.Replace(ServiceDescriptor.Singleton(new TableClient(azurite.Server.ConnectionString, table, options)));
        services.Replace(ServiceDescriptor.Singleton(provider.CreateFetcher()));
        services.Replace(ServiceDescriptor.Singleton(new DnsLookup(new IPEndPoint(IPAddress.Loopback, 1))));
        return services.BuildServiceProvider();
    }

    /// <summary>The role Storage Table Data Reader: all that is not read is refused.</summary>
    private sealed class WriteRefusal : HttpPipelineSynchronousPolicy
    {
        public List<string> Refused { get; } = [];

        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Method != RequestMethod.Get)
            {
                Refused.Add($"{message.Request.Method} {message.Request.Uri}");
                throw new InvalidOperationException("This identity may only read.");
            }
        }
    }
}
