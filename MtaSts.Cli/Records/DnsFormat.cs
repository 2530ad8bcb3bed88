namespace MtaSts.Cli.Records;

/// <summary>How DNS records are written; on the command line <c>table|bind|json|azure-cli|bicep</c>.</summary>
internal enum DnsFormat
{
    Table,
    Bind,
    Json,
    AzureCli,
    Bicep,
}
