using System.Globalization;
using MtaSts.Bench.ColdStart;
using MtaSts.Functions.Tests.Storage;

const string Domain = "example.localhost";

if (args.Length < 2 || !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) || rounds == 0)
{
    Console.Error.WriteLine(
        "Usage: ColdStart ROUNDS FOLDER..., folders of published function apps; the others are compared with the first.");
    return 1;
}

var policies = Directory.CreateTempSubdirectory("mta-sts-cold-start-").FullName;
await using var azurite = new AzuriteServer();
try
{
    await File.WriteAllTextAsync(
        Path.Combine(policies, $"{Domain}.txt"), $"version: STSv1\r\nmode: enforce\r\nmx: mail.{Domain}\r\nmax_age: 604800\r\n");
    await azurite.StartAsync();
    var table = azurite.CreateTableClient("policies");
    await table.CreateAsync();
    await table.AddEntityAsync(
        new TableEntity(Domain, "policy") { ["Mode"] = "enforce", ["Mx"] = $"mail.{Domain}", ["MaxAge"] = 604800 });

    (string, string)[] stores = [("MtaSts__PolicyDirectory", policies), ("PolicyStorage", azurite.ConnectionString)];
    var workers = args[1..].Select(Path.GetFullPath)
        .SelectMany(app => (File.Exists(Path.Combine(app, "MtaSts.dll")) ? stores : [("", "")])
            .Select(store => new MeasuredWorker(app, store)))
        .ToList();

    // The first round reads the files from disk.
    for (var round = 0; round <= rounds; round++)
    {
        foreach (var worker in round % 2 == 0 ? workers : Enumerable.Reverse(workers))
        {
            await worker.StartAsync($"mta-sts.{Domain}", isCounted: round > 0);
        }

        Console.WriteLine(string.Join("  ", workers.Select(worker => $"{worker.Last:F0}")));
    }

    foreach (var worker in workers)
    {
        Console.WriteLine(
            $"{worker.Name,-42} median {worker.Time:F0} ms, ratio {worker.MedianRatioTo(workers[0]):F3}, "
            + $"processor {worker.ProcessorTime:F0} ms");
    }
}
finally
{
    Directory.Delete(policies, recursive: true);
}

return 0;
