using System.Globalization;
using MtaSts.Cli.Console;
using MtaSts.Records;
using Spectre.Console;

namespace MtaSts.Cli.Records;

internal static class DnsTable
{
    public static void Write(IAnsiConsole console, IEnumerable<DomainRecords> domains)
    {
        foreach (var domain in domains)
        {
            var zone = DomainRecords.IsIn(domain.Domain, domain.Zone) ? "" : $", in the zone {domain.Zone}";
            console.WriteLine(Words.Format(domain.Domain) + zone);
            var table = new Table { Border = TableBorder.Simple };
            table.AddColumn("name", column => column.NoWrap());
            table.AddColumn("type", column => column.NoWrap());
            table.AddColumn("ttl", column => column.NoWrap().RightAligned());
            table.AddColumn("value");
            foreach (var record in domain.Records)
            {
                string[] cells = [record.Name, record.TypeName, record.Ttl.ToString(CultureInfo.InvariantCulture), record.Value];
                table.AddRow(cells.Select(cell => new Text(cell)));
            }

            console.Write(table);
        }
    }
}
