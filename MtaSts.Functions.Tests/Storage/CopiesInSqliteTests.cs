using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Storage;

public sealed class CopiesInSqliteTests : UpstreamCopiesContract
{
    private string Database => InFolder("policies.db");

    public override async ValueTask InitializeAsync() => await OpenPolicies(Time).CreateAsync(Token);

    protected override IRowStore OpenPolicies(TimeProvider time) => new SqliteRowStore(Database, time);
    protected override IRowStore OpenCopies(TimeProvider time) =>
        new SqliteRowStore(StoreSettings.Database.GetCopiesPath(Database), time);
}
