namespace MtaSts.Cli.Records;

internal enum DnsFormat
{
    Table,
    Bind,
    Json,
    AzureCli,
    Bicep,
}
